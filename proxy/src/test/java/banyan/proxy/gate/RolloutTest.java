package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.gate.Rollout.Action;
import banyan.proxy.gate.Rollout.Standing;
import banyan.proxy.gate.Rollout.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Rollout PLAN =
      new Rollout(
          List.of(
              new Step(100, 10, Duration.ofMinutes(10)),
              new Step(5_000, 100, Duration.ofMinutes(30))));

  private static final Verdict HOLD = new Gate(Margins.DEFAULT).verdict(0);
  private static final Verdict PROMOTE = new Series(1).seconds(7_200).verdict();
  private static final Verdict ROLLBACK = harmful();

  @Test
  void beginsWithTheFirstStep() {
    assertThat(next(0, 0, 0, HOLD)).isInstanceOfSatisfying(Action.Raise.class, weighs(100));
  }

  @Test
  void raisesTheWeightAfterUsersTimeAndVerdict() {
    assertThat(next(100, 10, 10, PROMOTE))
        .isInstanceOfSatisfying(Action.Raise.class, weighs(5_000));
  }

  @Test
  void holdsWhenTimeUsersOrVerdictIsMissing() {
    assertThat(next(100, 9, 10, PROMOTE)).isInstanceOf(Action.Hold.class);
    assertThat(next(100, 9, 10, PROMOTE).why()).contains("540 s of 600 s");
    assertThat(next(100, 10, 9, PROMOTE).why()).contains("9 of 10 users");
    assertThat(next(100, 10, 10, HOLD).why()).isEqualTo(HOLD.sentence());
  }

  @Test
  void goesLiveAfterTheLastStep() {
    assertThat(next(5_000, 30, 100, PROMOTE)).isInstanceOf(Action.GoLive.class);
  }

  @Test
  void rollsBackAtOnceAtAnyWeight() {
    for (int weight : new int[] {0, 100, 5_000, 10_000}) {
      assertThat(next(weight, 0, 0, ROLLBACK)).isInstanceOf(Action.RollBack.class);
    }
  }

  @Test
  void countsAWeightBetweenTwoStepsToTheLower() {
    assertThat(next(3_000, 10, 10, PROMOTE))
        .isInstanceOfSatisfying(Action.Raise.class, weighs(5_000));
  }

  @Test
  void refusesAPlanThatDoesNotRise() {
    Step step = PLAN.steps().getFirst();
    assertThatThrownBy(() -> new Rollout(List.of(step, step)))
        .hasMessageContaining("step 2")
        .hasMessageContaining("weights must rise");
    assertThatThrownBy(() -> new Rollout(List.of())).hasMessageContaining("0 steps");
  }

  private static Action next(int weight, int minutes, int users, Verdict verdict) {
    Instant now = START.plus(Duration.ofMinutes(minutes));
    return PLAN.next(new Standing(weight, START, users), verdict, now);
  }

  private static java.util.function.Consumer<Action.Raise> weighs(int weight) {
    return raise -> assertThat(raise.weight()).isEqualTo(weight);
  }

  private static Verdict harmful() {
    Gate gate = new Gate(Margins.DEFAULT);
    gate.compared(100, 100);
    return gate.verdict(0);
  }
}
