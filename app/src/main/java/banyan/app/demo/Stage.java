package banyan.app.demo;

import java.util.List;
import java.util.Set;

/**
 * One scene of the show.
 *
 * @param name in lower case, with hyphens
 * @param title what happens, for people
 * @param moved what the service does in it because the routes document says so
 * @param reads who answers reads; they move by a migration, or with {@code moved}
 * @param deeds what is done before it begins
 * @param goal what it waits for
 */
record Stage(
    String name, String title, Set<Portion> moved, Reads reads, List<Deed> deeds, Goal goal) {
  Stage {
    moved = Set.copyOf(moved);
    deeds = List.copyOf(deeds);
  }

  /** One in which the routes document alone says who does what. */
  static Stage of(String name, String title, Set<Portion> moved, Deed... deeds) {
    Reads reads = moved.contains(Portion.READS) ? Reads.AWAY : Reads.HOME;
    return new Stage(name, title, moved, reads, List.of(deeds), new Goal.Time());
  }

  boolean isServiceDead() {
    return deeds.contains(new Deed.Kill());
  }

  /** Whether it does something with the service that only its owner may. */
  boolean needsOurService() {
    return deeds.stream()
        .anyMatch(
            deed ->
                switch (deed) {
                  case Deed.Kill _, Deed.Start _, Deed.Errors _ -> true;
                  case Deed.Prepare _, Deed.Take _, Deed.Bug _ -> false;
                });
  }

  /** Whether the service does this in it, for all clients. */
  boolean hasMoved(Portion portion) {
    return moved.contains(portion) || (portion == Portion.READS && reads == Reads.AWAY);
  }
}
