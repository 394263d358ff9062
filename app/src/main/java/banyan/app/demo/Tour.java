package banyan.app.demo;

import banyan.app.demo.Deed.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The stages of the guided tour, from the first copy to the end of the old side. */
final class Tour {
  /** The move that lets the first clients go to the service. */
  static final Step FIRST_CLIENTS = new Step("canary", "1", "no difference is seen");

  private static final Set<Portion> NOTHING = EnumSet.noneOf(Portion.class);
  private static final Set<Portion> CALLS = EnumSet.of(Portion.CALLS);
  private static final Set<Portion> WRITES_AND_CALLS = EnumSet.of(Portion.WRITES, Portion.CALLS);

  private Tour() {}

  /**
   * The whole tour, or what is possible with a service that is somebody else's: it is not killed,
   * and nobody makes it fail.
   *
   * @param hasFallback whether the monolith still stands behind the service when that is killed
   */
  static List<Stage> stages(boolean isServiceOurs, boolean hasFallback) {
    List<Stage> stages = new ArrayList<>(toTheFirstClients());
    if (isServiceOurs) {
      stages.addAll(harmAndBack());
    } else {
      stages.add(half("half", "a half, until the gate is sure", promote()));
    }
    stages.add(away("live", "the service answers all reads", NOTHING));
    stages.add(away("calls-out", "calls of orders follow", CALLS));
    if (isServiceOurs && hasFallback) {
      // As long as writes are at home, somebody stands in for whatever the service does.
      stages.addAll(deathAndReturn(CALLS));
    }
    stages.add(away("writes-out", "writes follow", WRITES_AND_CALLS));
    stages.addAll(retirement());
    if (isServiceOurs && !hasFallback) {
      stages.addAll(deathAndReturn(WRITES_AND_CALLS));
    }
    return stages;
  }

  private static List<Stage> toTheFirstClients() {
    return List.of(
        Stage.of("at-home", "the monolith does everything", NOTHING),
        new Stage(
            "compared",
            "the service answers copies, wrongly",
            NOTHING,
            Reads.HOME,
            List.of(new Deed.Bug(true), new Deed.Prepare(), take("shadow", "", "compare first")),
            new Goal.Difference()),
        new Stage(
            "mended",
            "the adapter is mended",
            NOTHING,
            Reads.HOME,
            List.of(new Deed.Bug(false)),
            new Goal.Granted(FIRST_CLIENTS)),
        shared("one", "1 % are answered by the service"),
        shared("ten", "10 %", take("canary", "10", "one percent went well")));
  }

  private static List<Stage> harmAndBack() {
    return List.of(
        half("half", "50 %", new Goal.Time()),
        new Stage(
            "failing",
            "the service fails some requests",
            NOTHING,
            Reads.OPEN,
            List.of(new Deed.Errors()),
            new Goal.RolledBack()),
        new Stage(
            "back",
            "the gate has led all back",
            NOTHING,
            Reads.HOME,
            List.of(),
            new Goal.Granted(FIRST_CLIENTS)),
        shared("one-again", "1 % again, the same clients"),
        shared("ten-again", "10 % again", take("canary", "10", "one percent went well")),
        half("half-again", "50 %, until the gate is sure", promote()));
  }

  private static List<Stage> deathAndReturn(Set<Portion> moved) {
    return List.of(
        away("killed", "the service is killed (-9)", moved, new Deed.Kill()),
        away("started", "the service is started again", moved, new Deed.Start()));
  }

  private static List<Stage> retirement() {
    return List.of(
        new Stage(
            "quiet",
            "nobody asks the monolith to read",
            WRITES_AND_CALLS,
            Reads.AWAY,
            List.of(),
            granted("retire", "", "nobody needs it")),
        away("retired", "the old side is closed", WRITES_AND_CALLS));
  }

  private static Stage shared(String name, String title, Deed... deeds) {
    return new Stage(name, title, NOTHING, Reads.SHARED, List.of(deeds), new Goal.Time());
  }

  private static Stage half(String name, String title, Goal goal) {
    return new Stage(
        name,
        title,
        NOTHING,
        Reads.SHARED,
        List.of(take("canary", "50", "ten percent went well")),
        goal);
  }

  private static Stage away(String name, String title, Set<Portion> moved, Deed... deeds) {
    return new Stage(name, title, moved, Reads.AWAY, List.of(deeds), new Goal.Time());
  }

  private static Goal promote() {
    return granted("promote", "", "the gate is sure");
  }

  private static Deed take(String word, String weight, String why) {
    return new Deed.Take(new Step(word, weight, why));
  }

  private static Goal granted(String word, String weight, String why) {
    return new Goal.Granted(new Step(word, weight, why));
  }
}
