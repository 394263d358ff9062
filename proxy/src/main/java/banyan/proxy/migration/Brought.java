package banyan.proxy.migration;

import banyan.proxy.match.WireHead;
import banyan.proxy.route.Artefacts;
import banyan.wire.Failure;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings along that a side minted. Each migration in turn asks which side that is,
 * and tells which one it chose. One thread.
 */
public interface Brought {
  /** The side that must answer; null where nothing that it brings says so. */
  @Nullable Side minter(Migration migration);

  /** Hears which side a migration chose. */
  void passes(Migration migration, Side side);

  /** Hears that the last migration leads to this side instead, whatever it chose before. */
  void passesInstead(Side side);

  /** Passes a migration that moves nothing any more, since the table leads to its new side. */
  void passesBehind(Migration migration);

  /** Why no side can answer; null when one can. */
  @Nullable Failure refusal();

  /** Whether only the side that was chosen can answer: nobody else understands what it brings. */
  boolean isBound();

  /** Finds out what a request brings along. */
  @FunctionalInterface
  interface Reader {
    /**
     * What a request has.
     *
     * @param declared by its route
     */
    Brought read(Request request, WireHead head, Artefacts declared);
  }

  /** Of a request path that knows no artefacts: nothing is brought along. */
  static Brought nothing() {
    return new Brought() {
      @Override
      public @Nullable Side minter(Migration migration) {
        return null;
      }

      @Override
      public void passes(Migration migration, Side side) {}

      @Override
      public void passesInstead(Side side) {}

      @Override
      public void passesBehind(Migration migration) {}

      @Override
      public @Nullable Failure refusal() {
        return null;
      }

      @Override
      public boolean isBound() {
        return false;
      }
    };
  }
}
