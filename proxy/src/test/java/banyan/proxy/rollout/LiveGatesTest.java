package banyan.proxy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.gate.Decision;
import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;
import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
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
    LoggedMove last = canary.moves().getLast();
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
    assertThat(canary.migrations.log().verify().broken()).isNull();
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
    assertThat(canary.migrations.log().verify().broken()).isNull();
  }

  @Test
  void aProcessMayBeToldToMoveNothing() {
    try (LiveCanary quiet =
        new LiveCanary(folder.resolve("quiet"), Instant.parse("2026-11-21T10:00:00Z"), false)) {
      quiet.begin(new Move.RollOut(LiveCanary.PLAN));
      quiet.answers(MINUTE, 0, 0.5);

      assertThat(quiet.migration().stage()).isEqualTo(Stage.CANARY);
      assertThat(quiet.report().next()).contains("by setting");
    }
  }

  @Test
  void aPromotionNeedsTheVerdictOfTheGate() {
    canary.begin();
    assertThat(canary.promote())
        .isInstanceOfSatisfying(
            Migrations.Outcome.Unproven.class,
            unproven ->
                assertThat(unproven.reason())
                    .contains("the gate's verdict to promote: Hold; missing: 0 of 10 users"));

    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);

    assertThat(canary.promote()).isInstanceOf(Migrations.Outcome.Done.class);
    assertThat(canary.moves().getLast().evidence()).isInstanceOf(Evidence.Found.class);
  }

  @Test
  void aVerdictOfAnotherWeightPromotesNothing() {
    canary.begin();
    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);
    canary.move(new Move.Canary(Weight.parse("60")));

    assertThat(canary.promote())
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
  void anotherBuildBeginsWithoutEvidence() {
    canary.begin();
    canary.answers(Duration.ofMinutes(10), 0.002, 0.002);
    canary.replace("2");
    canary.gates.look();

    assertThat(canary.report().answers()).isZero();
    assertThat(canary.promote()).isInstanceOf(Migrations.Outcome.Unproven.class);
  }

  @Test
  void harmIsFoundWhileBuildsAnswerInTurn() {
    canary.begin();
    for (int i = 0; i < 10; i++) {
      canary.replace(Integer.toString(i % 2));
      canary.answers(Duration.ofSeconds(5), 0, 0.5);
    }

    assertThat(canary.migration().stage()).isEqualTo(Stage.SHADOW);
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
      assertThat(canary.migrations.log().verify().broken()).isNull();
    }
  }
}
