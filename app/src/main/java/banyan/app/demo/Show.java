package banyan.app.demo;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays a plan on a scene: traffic from the first stage to the last, and each stage's move and
 * event in its time. Then gathers the evidence. For one thread.
 */
public final class Show {
  /** A stage that sees too few requests ends all the same; the promises tell. */
  private static final Duration STAGE_MAX = Duration.ofSeconds(15);

  private static final Duration REDRAW_EVERY = Duration.ofMillis(250);

  /** A line is written when its answer is on its way: the last ones may take a moment. */
  private static final Duration LINES_MAX = Duration.ofSeconds(5);

  private static final int RUN_DIGITS = 36;
  private static final int RUN_SPACE = RUN_DIGITS * RUN_DIGITS * RUN_DIGITS * RUN_DIGITS;

  private final Scene scene;
  private final DemoPlan plan;
  private final Screen screen;
  private final Waiting waiting;
  private final InstantSource clock;
  private final String run;
  private final Journal journal = new Journal();
  private final List<StageRun> runs = new ArrayList<>();

  private Show(
      Scene scene, DemoPlan plan, Screen screen, Waiting waiting, InstantSource clock, String run) {
    this.scene = scene;
    this.plan = plan;
    this.screen = screen;
    this.waiting = waiting;
    this.clock = clock;
    this.run = run;
  }

  /** Plays it to the end and judges. Throws {@link banyan.app.CommandFailure}. */
  public static Report play(
      Scene scene, DemoPlan plan, Screen screen, Waiting waiting, InstantSource clock) {
    return new Show(scene, plan, screen, waiting, clock, freshRun()).play();
  }

  /** Two shows on one database must not meet. */
  private static String freshRun() {
    String digits = Integer.toString(RUN_SPACE + new SecureRandom().nextInt(RUN_SPACE), RUN_DIGITS);
    return "demo" + digits.toLowerCase(Locale.ROOT);
  }

  private Report play() {
    scene.publish(routes(Set.of()));
    try (ShopDoor door = new ShopDoor(scene.url(), run, journal, clock)) {
      Insistence insistence = new Insistence(door, waiting);
      Goods goods = Goods.make(plan, run, door, insistence, journal);
      try (Traffic _ = Traffic.begin(plan, run, goods, door, insistence, journal)) {
        plan.stages().forEach(this::play);
      }
    }
    return Report.of(run, evidence());
  }

  private void play(Stage stage) {
    String problem = prepare(stage);
    Instant began = clock.instant();
    long least = System.nanoTime() + plan.stageTime().toNanos();
    long[] drawn = {System.nanoTime()};
    waiting.until(
        problem.isEmpty() ? STAGE_MAX.plus(plan.stageTime()) : Duration.ZERO,
        () -> {
          StageRun sofar = new StageRun(stage, began, clock.instant(), problem);
          if (System.nanoTime() - drawn[0] > REDRAW_EVERY.toNanos()) {
            drawn[0] = System.nanoTime();
            draw(sofar);
          }
          return System.nanoTime() - least >= 0 && hasSeenEnough(sofar);
        });
    runs.add(new StageRun(stage, began, clock.instant(), problem));
    screen.end(plan.stages(), runs, journal.attempts());
  }

  private void draw(StageRun current) {
    List<StageRun> all = new ArrayList<>(runs);
    all.add(current);
    screen.show(plan.stages(), all, journal.attempts());
  }

  /** Brings about what the stage wants; why it did not work, or nothing. */
  private String prepare(Stage stage) {
    switch (stage.event()) {
      case NONE -> {}
      case KILL -> scene.killService();
      case START -> scene.startService();
    }
    return scene.publish(routes(stage.moved()));
  }

  private String routes(Set<Portion> moved) {
    URI service = plan.service();
    return RoutesText.of(service == null ? scene.serviceUrl() : service, moved, plan.hasFallback());
  }

  private boolean hasSeenEnough(StageRun sofar) {
    List<Attempt> attempts = journal.attempts();
    Set<Kind> wanted = stillWanted(sofar.stage());
    return wanted.stream()
        .allMatch(
            kind ->
                attempts.stream()
                        .filter(attempt -> attempt.kind() == kind && attempt.isWithin(sofar))
                        .limit(plan.stageRequests())
                        .count()
                    >= plan.stageRequests());
  }

  /** While the service is dead only what falls back is answered. */
  private Set<Kind> stillWanted(Stage stage) {
    Set<Kind> wanted =
        EnumSet.of(Kind.LIST, Kind.SHOW, Kind.PRICE, Kind.ADD, Kind.REPRICE, Kind.ORDER);
    if (stage.isServiceDead()) {
      wanted.removeIf(kind -> !kind.isSafe() && !(kind == Kind.ORDER && plan.hasFallback()));
    }
    return wanted;
  }

  private Evidence evidence() {
    List<Attempt> attempts = journal.attempts();
    Path logs = scene.data().resolve("log");
    Set<String> answered =
        attempts.stream()
            .filter(Attempt::isAnswered)
            .map(Attempt::requestId)
            .collect(Collectors.toSet());
    waiting.until(LINES_MAX, () -> ids(logs).containsAll(answered));
    return new Evidence(
        plan,
        runs,
        attempts,
        journal.writes(),
        AccessLines.read(logs, scene.monolithRole(), run),
        plan.isServiceOurs() ? AccessLines.read(logs, Scene.serviceRole(), run) : List.of(),
        StoredRows.read(scene.database(), run));
  }

  private Set<String> ids(Path logs) {
    Set<String> ids = new HashSet<>();
    AccessLines.read(logs, scene.monolithRole(), run).forEach(line -> ids.add(line.requestId()));
    return ids;
  }
}
