package banyan.proxy.migration;

import banyan.proxy.match.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The migrations in force, above the table of routes. Immutable.
 *
 * <p>A migration moves what the table sends to its {@code from}, and nothing else: a route that
 * leads elsewhere, for a tenant or a field, stays. They apply in the order of their creation, each
 * to what those before it made of the request, so what one moved out another can bring back.
 */
public final class Overlay {
  private final List<Migration> migrations;

  private Overlay(List<Migration> migrations) {
    this.migrations = migrations;
  }

  /** Null without a migration, so that the request path has one thing to ask. */
  static @Nullable Overlay of(List<Migration> migrations) {
    return migrations.isEmpty()
        ? null
        : new Overlay(
            migrations.stream()
                .sorted(Comparator.comparing(Migration::created).thenComparing(Migration::name))
                .toList());
  }

  /**
   * Chooses the side of a request.
   *
   * @param destination the name of where the table sends it
   * @param forced the side that somebody with the right asks for; null for none
   * @param brought what it brings along that one side minted; hears of each choice
   * @return the choice of the last migration that applies; null when none does
   */
  public @Nullable SideChoice choose(
      RequestHead head, String destination, Asker asker, @Nullable Side forced, Brought brought) {
    SideChoice choice = null;
    String current = destination;
    for (Migration migration : migrations) {
      if (migration.from().equals(current) && migration.matches(head)) {
        choice = SideChoice.of(migration, asker, forced, brought.minter(migration));
        brought.passes(migration, choice.side());
        current = migration.destination(choice.side());
      } else if (migration.isOver() && migration.to().equals(current) && migration.matches(head)) {
        brought.passesBehind(migration);
      }
    }
    return choice;
  }

  /**
   * The migrations that may have a say in a request, in the order in which they apply.
   *
   * @param destination the name of where the table sends it
   */
  public List<Migration> applying(RequestHead head, String destination) {
    List<Migration> applying = new ArrayList<>();
    Set<String> reached = new HashSet<>(Set.of(destination));
    for (Migration migration : migrations) {
      if (reached.contains(migration.from()) && migration.matches(head)) {
        applying.add(migration);
        reached.add(migration.to());
      }
    }
    return applying;
  }
}
