package banyan.platform;

import banyan.platform.calls.Calls;
import banyan.platform.database.ContextDatabase;
import banyan.wire.Settings;
import java.time.InstantSource;

/**
 * What one context is given to stand on.
 *
 * @param database the context's own schema; usable from the start, refuses while it is unavailable
 * @param calls the way to the contexts that it needs
 */
public record Ground(
    ContextDatabase database, Settings settings, InstantSource clock, Calls calls) {

  /** The ground of a context that needs no other. */
  public Ground(ContextDatabase database, Settings settings, InstantSource clock) {
    this(database, settings, clock, Calls.none());
  }

  /** Another context, wherever it runs; one that {@link ContextModule#needs} names. */
  public <T> T needs(Class<T> contract) {
    return calls.to(contract);
  }
}
