package banyan.proxy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.gate.Decision;
import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.LoggedMove;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a roll-out goes on, ends and is taken up, on made-up traffic and a clock that moves. */
final class LiveRolloutsTest {
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
  void aHealthyRollOutGoesLiveStepByStep() {
    canary.begin(new Move.RollOut(LiveCanary.PLAN));
    canary.answers(Duration.ofMinutes(30), 0.002, 0.002);

    assertThat(canary.migration().stage()).isEqualTo(Stage.LIVE);
    assertThat(canary.migration().automation().isRunning()).isFalse();
    List<LoggedMove> moves = canary.moves();
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
    assertThat(canary.migrations.log().verify().broken()).isNull();
  }

  @Test
  void aHarmfulRollOutGoesBackAndStaysThere() {
    canary.begin(new Move.RollOut(LiveCanary.PLAN));
    canary.answers(Duration.ofMinutes(5), 0, 0.5);

    assertThat(canary.migration().stage()).isEqualTo(Stage.SHADOW);
    assertThat(canary.migration().automation().isRunning()).isFalse();
  }

  @Test
  void aRollOutGoesOnWhereAKilledProcessLeftIt() {
    canary.begin(new Move.RollOut(LiveCanary.PLAN));
    while (!canary.migration().weight().equals(Weight.parse("10"))) {
      canary.answers(MINUTE, 0.002, 0.002);
    }

    try (LiveCanary next = new LiveCanary(folder, canary.migration().since(), true)) {
      assertThat(next.migration().automation().isRunning()).isTrue();
      next.answers(Duration.ofMinutes(30), 0.002, 0.002);

      assertThat(next.migration().stage()).isEqualTo(Stage.LIVE);
      assertThat(next.migrations.log().verify().broken()).isNull();
    }
  }

  @Test
  void whoMovesItHaltsTheRollOut() {
    canary.begin(new Move.RollOut(LiveCanary.PLAN));
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
    canary.begin(new Move.RollOut(LiveCanary.PLAN));
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
}
