package banyan.proxy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.gate.Decision;
import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Rollout;
import banyan.proxy.gate.Rollout.Step;
import banyan.proxy.gate.Side;
import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.NumberedMove;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a canary by what was answered, on made-up traffic and a clock that moves. */
final class LiveGatesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Rollout PLAN =
      new Rollout(
          List.of(
              new Step(100, 10, Duration.ofMinutes(2)),
              new Step(1_000, 10, Duration.ofMinutes(2)),
              new Step(5_000, 10, Duration.ofMinutes(2))));

  @TempDir Path folder;
  private LiveCanary canary;

  @BeforeEach
  void start() {
    canary = new LiveCanary(folder);
  }

  @AfterEach
  void stop() {
    canary.close();
  }

  @Test
  void aHarmfulCanaryGoesBackByItself() {
    canary.begin();
    canary.answers(MINUTE.multipliedBy(2), 0, 0.5);

    assertThat(canary.migration().stage()).isEqualTo(Stage.SHADOW);
    assertThat(canary.migration().share()).isEqualTo(Weight.NONE);
    LoggedMove last = lastMove();
    assertThat(last.role()).isEqualTo("gate");
    assertThat(last.after().reason().who()).isEqualTo("gate");
    assertThat(last.after().reason().why()).startsWith("Roll back: errors");
    assertThat(last.evidence())
        .isInstanceOfSatisfying(
            Evidence.Found.class,
            found -> {
              assertThat(found.kind()).isEqualTo("verdict");
              assertThat(found.id()).startsWith("rollback at 2026-11-21T10:00:");
            });
    assertThat(canary.migrations.verify().broken()).isNull();
    assertThat(canary.report().verdict().decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(canary.gates.moves().rollBacks()).isEqualTo(1);
  }

  @Test
  void aCanaryThatAnswersOtherThingsGoesBackByItself() {
    canary.begin();
    canary.gates.compared("orders", 1_000, 50);
    canary.gates.look();

    assertThat(canary.migration().stage()).isEqualTo(Stage.SHADOW);
    assertThat(canary.migration().reason().why()).contains("50 of 1000 compared answers differ");
  }

  @Test
  void whereNothingIsAutomaticTheGateOnlyTells() {
    canary.begin(new Move.Canary(Weight.parse("50"), false));
    canary.answers(MINUTE, 0, 0.5);

    assertThat(canary.migration().stage()).isEqualTo(Stage.CANARY);
    assertThat(canary.report().verdict().decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(canary.report().next()).contains("by its last move", "Roll back: errors");
    assertThat(canary.migrations.verify().broken()).isNull();
  }

  @Test
  void aProcessMayBeToldToMoveNothing() {
    try (LiveCanary quiet =
        new LiveCanary(folder.resolve("quiet"), Instant.parse("2026-11-21T10:00:00Z"), false)) {
      quiet.begin(new Move.RollOut(PLAN));
      quiet.answers(MINUTE, 0, 0.5);

      assertThat(quiet.migration().stage()).isEqualTo(Stage.CANARY);
      assertThat(quiet.report().next()).contains("by setting");
    }
  }

  @Test
  void aHealthyRollOutGoesLiveStepByStep() {
    canary.begin(new Move.RollOut(PLAN));
    canary.answers(Duration.ofMinutes(30), 0.002, 0.002);

    assertThat(canary.migration().stage()).isEqualTo(Stage.LIVE);
    assertThat(canary.migration().automation().isRunning()).isFalse();
    List<LoggedMove> moves = moves();
    assertThat(moves.stream().map(move -> move.after().standing()))
        .containsExactly("prepared", "shadow", "canary 1%", "canary 10%", "canary 50%", "live");
    assertThat(moves.stream().skip(3).map(LoggedMove::role)).containsOnly("gate");
    assertThat(moves.getLast().evidence())
        .isInstanceOfSatisfying(
            Evidence.Found.class, found -> assertThat(found.id()).contains("Promote: after"));
    for (int step = 3; step < moves.size(); step++) {
      assertThat(
              Duration.between(
                  moves.get(step - 1).after().since(), moves.get(step).after().since()))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }
    assertThat(canary.migrations.verify().broken()).isNull();
  }

  @Test
  void aHarmfulRollOutGoesBackAndStaysThere() {
    canary.begin(new Move.RollOut(PLAN));
    canary.answers(Duration.ofMinutes(5), 0, 0.5);

    assertThat(canary.migration().stage()).isEqualTo(Stage.SHADOW);
    assertThat(canary.migration().automation().isRunning()).isFalse();
  }

  @Test
  void aRollOutGoesOnWhereAKilledProcessLeftIt() {
    canary.begin(new Move.RollOut(PLAN));
    while (!canary.migration().weight().equals(Weight.parse("10"))) {
      canary.answers(MINUTE, 0.002, 0.002);
    }

    try (LiveCanary next = new LiveCanary(folder, canary.migration().since(), true)) {
      assertThat(next.migration().automation().isRunning()).isTrue();
      next.answers(Duration.ofMinutes(30), 0.002, 0.002);

      assertThat(next.migration().stage()).isEqualTo(Stage.LIVE);
      assertThat(next.migrations.verify().broken()).isNull();
    }
  }

  @Test
  void whoMovesItHaltsTheRollOut() {
    canary.begin(new Move.RollOut(PLAN));
    canary.move(new Move.Canary(Weight.parse("5")));
    canary.answers(Duration.ofMinutes(20), 0.002, 0.002);

    assertThat(canary.migration().standing()).isEqualTo("canary 5%");
    assertThat(canary.report().verdict().decision()).isEqualTo(Decision.PROMOTE);
    assertThat(canary.report().next()).isEqualTo("Hold; no roll-out runs.");

    canary.move(new Move.RollOut(null));
    canary.answers(Duration.ofMinutes(30), 0.002, 0.002);
    assertThat(canary.migration().stage()).isEqualTo(Stage.LIVE);
  }

  @Test
  void aHaltedRollOutStaysWhereItIs() {
    canary.begin(new Move.RollOut(PLAN));
    canary.move(new Move.Halt());
    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);

    assertThat(canary.migration().standing()).isEqualTo("canary 1%");
    assertThat(
            canary.migrations.move(
                "orders", new Move.Halt(), LiveCanary.ADA, "operator", null, null))
        .isInstanceOfSatisfying(
            Migrations.Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("no roll-out runs"));
  }

  @Test
  void aPromotionNeedsTheVerdictOfTheGate() {
    canary.begin();
    assertThat(promote())
        .isInstanceOfSatisfying(
            Migrations.Outcome.Unproven.class,
            unproven ->
                assertThat(unproven.reason())
                    .contains("the gate's verdict to promote: Hold; missing: 0 of 10 users"));

    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);

    assertThat(promote()).isInstanceOf(Migrations.Outcome.Done.class);
    assertThat(lastMove().evidence()).isInstanceOf(Evidence.Found.class);
  }

  @Test
  void aVerdictOfAnotherWeightPromotesNothing() {
    canary.begin();
    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);
    canary.move(new Move.Canary(Weight.parse("60")));

    assertThat(promote())
        .isInstanceOfSatisfying(
            Migrations.Outcome.Unproven.class,
            unproven -> assertThat(unproven.reason()).contains("has not looked since"));
  }

  @Test
  void anotherWeightCountsUsersAndTimeAnewAndKeepsTheEvidence() {
    canary.begin();
    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);
    canary.move(new Move.Canary(Weight.parse("60")));
    canary.gates.look();

    assertThat(canary.report().verdict().missing())
        .containsExactly(
            "0 of 10 users of the baseline",
            "0 of 10 users of the candidate",
            "0 s of 60 s at this weight");
    canary.answers(MINUTE, 0.002, 0.002);
    assertThat(canary.report().verdict().decision()).isEqualTo(Decision.PROMOTE);
  }

  @Test
  void anotherTryBeginsWithoutEvidence() {
    canary.begin();
    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);
    canary.move(new Move.RollBack(null));
    canary.move(LiveCanary.half());
    canary.gates.look();

    assertThat(canary.report().answers()).isZero();
    assertThat(canary.report().verdict().missing()).anyMatch(missing -> missing.contains("errors"));
  }

  @Test
  void whatWasAskedBeforeTheCanaryIsNoEvidence() {
    canary.begin();
    long before = canary.migration().revision() - 1;
    for (int i = 0; i < 100; i++) {
      canary.answer(before, Side.TO, Outcome.TIMEOUT);
    }
    canary.gates.look();

    assertThat(canary.report().answers()).isZero();
  }

  @Test
  void ofTwoInstancesOneMoves() {
    canary.begin();
    try (LiveCanary other = new LiveCanary(folder)) {
      other.gates.look();
      for (LiveCanary each : List.of(canary, other)) {
        for (int i = 0; i < 200; i++) {
          each.answer(
              3, i % 2 == 0 ? Side.TO : Side.FROM, i % 2 == 0 ? Outcome.REFUSED : Outcome.OK);
        }
        each.gates.look();
        each.pass(Duration.ofSeconds(10));
        each.gates.look();
        each.gates.look();
      }
      other.migrations.catchUp();
      other.gates.look();

      assertThat(other.migration().revision()).isEqualTo(4);
      assertThat(canary.gates.moves().rollBacks() + other.gates.moves().rollBacks()).isEqualTo(1);
      assertThat(canary.migrations.verify().broken()).isNull();
    }
  }

  private Migrations.Outcome promote() {
    return canary.migrations.move(
        "orders", new Move.Promote(), LiveCanary.ADA, "operator", null, null);
  }

  private LoggedMove lastMove() {
    return moves().getLast();
  }

  /** First to last. */
  private List<LoggedMove> moves() {
    return canary.migrations.history("orders").reversed().stream().map(NumberedMove::move).toList();
  }
}
