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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays a plan on a scene: traffic from the first stage to the last, and each stage's deeds and
 * moves in its time. Then gathers the evidence. For one thread.
 */
public final class Show {
  /** A stage that sees too few requests ends all the same; the promises tell. */
  private static final Duration STAGE_MAX = Duration.ofSeconds(15);

  /**
   * As long a stage waits for evidence, much longer than it takes where nothing else is at work;
   * the show ends with one that has waited in vain.
   */
  private static final Duration GOAL_MAX = Duration.ofMinutes(8);

  private static final Duration ASK_EVERY = Duration.ofMillis(500);

  /** What the gate does by itself is seen at once. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final Duration REDRAW_EVERY = Duration.ofMillis(250);

  /** A line is written when its answer is on its way: the last ones may take a moment. */
  private static final Duration LINES_MAX = Duration.ofSeconds(5);

  /** The monolith stands in for so many of the requests that the service fails, and no more. */
  private static final int FAILED_PERCENT = 15;

  private static final int RUN_DIGITS = 36;
  private static final int RUN_SPACE = RUN_DIGITS * RUN_DIGITS * RUN_DIGITS * RUN_DIGITS;

  private final Scene scene;
  private final DemoPlan plan;
  private final Screen screen;
  private final Waiting waiting;
  private final InstantSource clock;
  private final String run;
  private final MigrationDesk desk;
  private final Journal journal = new Journal();
  private final List<StageRun> runs = new ArrayList<>();
  private final Set<Finding> findings = new LinkedHashSet<>();

  /** The products whose prices change. */
  private List<Goods.Priced> priced = List.of();

  /** Whether the routes document has the wrong adapter now. */
  private boolean hasBug;

  private Show(
      Scene scene, DemoPlan plan, Screen screen, Waiting waiting, InstantSource clock, String run) {
    this.scene = scene;
    this.plan = plan;
    this.screen = screen;
    this.waiting = waiting;
    this.clock = clock;
    this.run = run;
    this.desk = new MigrationDesk(scene.monolith(), screen::tell);
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
      priced = goods.priced();
      try (Traffic _ = Traffic.begin(plan, run, goods, door, insistence, journal)) {
        for (Stage stage : plan.stages()) {
          play(stage);
          if (!runs.getLast().isPlayed()) {
            // What follows rests on it.
            break;
          }
        }
      }
    }
    return Report.of(run, evidence());
  }

  private void play(Stage stage) {
    String problem = prepare(stage);
    Instant began = clock.instant();
    StageRun run = new StageRun(stage, began, began, problem);
    Pace drawing = new Pace(REDRAW_EVERY);
    if (run.isPlayed()) {
      // What others do by themselves is not to be missed; what we ask for comes last.
      run =
          stage.goal() instanceof Goal.RolledBack
              ? awaitLength(awaitGoal(run, drawing), drawing)
              : awaitGoal(awaitLength(run, drawing), drawing);
    }
    runs.add(run);
    screen.end(plan.stages(), runs, journal.attempts());
  }

  private StageRun awaitLength(StageRun sofar, Pace drawing) {
    StageRun[] last = {sofar};
    waiting.until(
        sofar.isPlayed() ? STAGE_MAX.plus(plan.stageTime()) : Duration.ZERO,
        () -> {
          last[0] = sofar.until(clock.instant());
          if (drawing.isDue()) {
            draw(last[0]);
          }
          return isLongEnough(last[0]);
        });
    return last[0];
  }

  private boolean isLongEnough(StageRun sofar) {
    Duration time = Duration.between(sofar.began(), sofar.ended());
    return time.compareTo(plan.stageTime()) >= 0 && hasSeenEnough(sofar);
  }

  /** The stage as it was before what ends it was asked for. */
  private StageRun awaitGoal(StageRun sofar, Pace drawing) {
    StageRun[] last = {sofar};
    String[] missing = {""};
    boolean isAsked = !(sofar.stage().goal() instanceof Goal.RolledBack);
    Pace asking = new Pace(isAsked ? ASK_EVERY : LOOK_EVERY);
    boolean isReached =
        waiting.until(
            GOAL_MAX,
            () -> {
              last[0] = sofar.until(clock.instant());
              if (drawing.isDue()) {
                draw(last[0]);
              }
              if (asking.isDue()) {
                missing[0] = missing(sofar.stage());
                return missing[0].isEmpty();
              }
              return false;
            });
    return isReached
        ? last[0]
        : new StageRun(sofar.stage(), sofar.began(), clock.instant(), missing[0]);
  }

  /** What the stage still waits for; nothing when it may end. */
  private String missing(Stage stage) {
    return switch (stage.goal()) {
      case Goal.Time _ -> "";
      case Goal.Difference _ -> {
        look(stage);
        if (findings.isEmpty()) {
          yield "no difference was found";
        }
        boolean isRefused = !desk.ask(Tour.FIRST_CLIENTS).isEmpty();
        yield isRefused ? "" : "clients are answered in spite of the difference";
      }
      case Goal.RolledBack _ -> {
        if (!desk.stage().equals("shadow")) {
          yield "the gate has not rolled back";
        }
        // At once: copies suffer from it, too, and what they show speaks against the certificate.
        scene.healReads();
        yield "";
      }
      case Goal.Granted(Deed.Step step) -> desk.ask(step);
    };
  }

  /** Remembers what the monolith says of differences, and says it once. */
  private void look(Stage stage) {
    for (MigrationDesk.Told told : desk.differences()) {
      if (findings.add(new Finding(stage.name(), told.place(), told.kind()))) {
        screen.tell("$ banyan migration diff " + desk.name());
        screen.tell(
            "  %s at %s: %s from the monolith, %s from the service"
                .formatted(told.kind(), told.place(), told.from(), told.to()));
      }
    }
  }

  private void draw(StageRun current) {
    List<StageRun> all = new ArrayList<>(runs);
    all.add(current);
    screen.show(plan.stages(), all, journal.attempts());
  }

  /** Brings about what the stage wants; why it did not work, or nothing. */
  private String prepare(Stage stage) {
    String problem = "";
    for (Deed deed : stage.deeds()) {
      problem = problem.isEmpty() ? done(deed, stage) : problem;
    }
    return problem.isEmpty() ? scene.publish(routes(stage.moved())) : problem;
  }

  private String done(Deed deed, Stage stage) {
    switch (deed) {
      case Deed.Kill _ -> scene.killService();
      case Deed.Start _ -> scene.startService();
      case Deed.Prepare _ ->
          desk.prepare(name -> scene.writeRules(name, PriceRules.of(priced, clock.instant())));
      case Deed.Take(Deed.Step step) -> {
        return desk.ask(step);
      }
      case Deed.Bug(boolean isThere) -> {
        hasBug = isThere;
        return scene.publish(routes(stage.moved()));
      }
      case Deed.Errors _ -> scene.failReads(FAILED_PERCENT);
    }
    return "";
  }

  private String routes(Set<Portion> moved) {
    URI service = plan.service();
    return RoutesText.of(
        service == null ? scene.serviceUrl() : service, moved, plan.hasFallback(), hasBug);
  }

  private boolean hasSeenEnough(StageRun sofar) {
    List<Attempt> attempts = journal.attempts();
    return stillWanted(sofar.stage()).stream()
        .allMatch(
            kind ->
                attempts.reversed().stream()
                        .takeWhile(attempt -> !attempt.ended().isBefore(sofar.began()))
                        .filter(attempt -> attempt.kind() == kind && attempt.isWithin(sofar))
                        .limit(plan.stageRequests())
                        .count()
                    >= plan.stageRequests());
  }

  /** While the service is dead only what falls back is answered. */
  private Set<Kind> stillWanted(Stage stage) {
    Set<Kind> wanted =
        EnumSet.of(Kind.LIST, Kind.SHOW, Kind.PRICE, Kind.ADD, Kind.REPRICE, Kind.ORDER);
    if (stage.isServiceDead() && stage.hasMoved(Portion.WRITES)) {
      wanted.removeAll(EnumSet.of(Kind.ADD, Kind.REPRICE));
    }
    if (stage.isServiceDead() && stage.hasMoved(Portion.CALLS) && !plan.hasFallback()) {
      wanted.remove(Kind.ORDER);
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
        StoredRows.read(scene.database(), run),
        AuditRows.read(scene.database(), desk.name(), desk.begin()),
        List.copyOf(findings));
  }

  private Set<String> ids(Path logs) {
    Set<String> ids = new HashSet<>();
    AccessLines.read(logs, scene.monolithRole(), run).forEach(line -> ids.add(line.requestId()));
    return ids;
  }
}
