package banyan.app.demo;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One scene of the show.
 *
 * @param name in lower case, with hyphens
 * @param title what happens, for people
 * @param moved what the service does in it; the monolith does the rest
 * @param event what is done to the service before the stage begins
 */
record Stage(String name, String title, Set<Portion> moved, Event event) {
  Stage {
    moved = Set.copyOf(moved);
  }

  /** What happens to the service. */
  enum Event {
    NONE,
    KILL,
    START
  }

  /** The whole tour: out by three moves, a death and a return, and back by one move. */
  static List<Stage> tour() {
    Set<Portion> all = EnumSet.allOf(Portion.class);
    return List.of(
        new Stage("at-home", "the monolith does everything", Set.of(), Event.NONE),
        new Stage("reads-out", "reads move to the service", Set.of(Portion.READS), Event.NONE),
        new Stage(
            "writes-out", "writes follow", EnumSet.of(Portion.READS, Portion.WRITES), Event.NONE),
        new Stage("calls-out", "calls of orders follow", all, Event.NONE),
        new Stage("killed", "the service is killed (-9)", all, Event.KILL),
        new Stage("started", "the service is started again", all, Event.START),
        new Stage("back-home", "everything moves back", Set.of(), Event.NONE));
  }

  /** The tour with a service that is not ours to kill. */
  static List<Stage> tourWithoutDeath() {
    return tour().stream().filter(stage -> stage.event() == Event.NONE).toList();
  }

  boolean isServiceDead() {
    return event == Event.KILL;
  }
}
