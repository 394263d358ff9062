package banyan.proxy.rollout;

import banyan.proxy.gate.Identity;
import banyan.proxy.gate.Margins;
import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Rollout;
import banyan.proxy.gate.Side;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.NumberedMove;
import banyan.proxy.migration.RolloutSteps;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One instance with the migration {@code orders} and its gates, made-up answers, and a clock that
 * the test moves. One thread.
 */
final class LiveCanary implements AutoCloseable {
  static final String NAME = "orders";
  static final Reason ADA = new Reason("ada", "it moves");

  /** A candidate may be half as slow again and fail in one of twenty; ten users, a minute. */
  static final Margins MARGINS =
      new Margins(2, 0.05, 0.5, 0.5, 0.5, 5, 0.001, 0, 10, Duration.ofMinutes(1));

  static final Rollout PLAN = RolloutSteps.parse("1:10:2m,10:10:2m,50:10:2m");

  private static final int USERS = 40;
  private static final int REQUESTS_PER_SECOND = 20;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  final Migrations migrations;
  final LiveGates gates;
  private final InstantSource clock = this::now;
  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now;
  private String build = "1";

  LiveCanary(Path folder) {
    this(folder, Instant.parse("2026-11-21T10:00:00Z"), true);
  }

  LiveCanary(Path folder, Instant start, boolean isAutomatic) {
    now = start;
    gates = new LiveGates(_ -> MARGINS, isAutomatic, 1, _ -> build, clock);
    migrations =
        new Migrations(
            new MigrationFolder(folder),
            null,
            EvidenceSource.of(EvidenceSource.none(), gates, EvidenceSource.none()),
            (_, _) -> Optional.empty(),
            clock);
    migrations.catchUp();
    gates.watch(migrations);
  }

  private Instant now() {
    return now;
  }

  /** Another build runs on one of the sides. */
  void replace(String other) {
    build = other;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** At its canary, with half of the identities unless another move says otherwise. */
  LiveCanary begin(Move... moves) {
    migrations.create(
        new Migration.Draft(
            NAME,
            List.of(RoutePattern.parse("/orders/**")),
            "legacy",
            "fresh",
            IdentityChain.DEFAULT),
        ADA,
        "operator");
    move(new Move.Shadow());
    for (Move move : moves.length == 0 ? new Move[] {half()} : moves) {
      move(move);
    }
    gates.look();
    return this;
  }

  static Move half() {
    return new Move.Canary(Weight.parse("50"));
  }

  /** Moves it, by an override where that is needed. */
  void move(Move move) {
    if (!(migrations.move(NAME, move, ADA, "admin", "a test", null)
        instanceof Migrations.Outcome.Done)) {
      throw new IllegalStateException(move.word() + " was not done");
    }
  }

  Migrations.Outcome promote() {
    return migrations.move(NAME, new Move.Promote(), ADA, "operator", null, null);
  }

  /** First to last. */
  List<LoggedMove> moves() {
    return migrations.history(NAME).reversed().stream().map(NumberedMove::move).toList();
  }

  Migration migration() {
    return migrations.find(NAME).orElseThrow();
  }

  GateReport report() {
    return gates.report(NAME).orElseThrow();
  }

  /** So much time with as many answers of either side, and a look every five seconds. */
  void answers(Duration time, double fromErrors, double toErrors) {
    long looks = time.dividedBy(LOOK_EVERY);
    for (long look = 0; look < looks; look++) {
      int requests = (int) LOOK_EVERY.toSeconds() * REQUESTS_PER_SECOND;
      for (int i = 0; i < requests; i++) {
        boolean isTo = random.nextBoolean();
        boolean isError = random.nextDouble() < (isTo ? toErrors : fromErrors);
        answer(isTo ? Side.TO : Side.FROM, isError ? Outcome.SERVER_ERROR : Outcome.OK);
        pass(LOOK_EVERY.dividedBy(requests));
      }
      gates.look();
    }
  }

  private void answer(Side side, Outcome outcome) {
    answer(migration().revision(), side, outcome);
  }

  /** An answer to a request whose side was chosen at some revision. */
  void answer(long revision, Side side, Outcome outcome) {
    gates.hear(
        new Report.Answered(
            NAME,
            revision,
            side,
            Identity.of(side.name() + random.nextInt(USERS)),
            outcome,
            now.toEpochMilli(),
            20 * Math.exp(0.3 * random.nextGaussian())));
  }

  @Override
  public void close() {
    gates.close();
    migrations.close();
  }
}
