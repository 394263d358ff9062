package banyan.proxy.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.resilience.Breaker.Condition;
import banyan.testing.TestSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a breaker lets calls pass, on a clock that the test moves. */
final class BreakerTest {
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          0.5, 4, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(3), 2);

  private final Breaker breaker = new Breaker(POLICY);
  private long now = Duration.ofDays(-1).toNanos();

  @Test
  void opensWhenTheShareOfFailuresIsReached() {
    call(Outcome.SUCCESS, Outcome.SUCCESS, Outcome.FAILURE);
    assertThat(breaker.condition(now)).isEqualTo(Condition.CLOSED);
    call(Outcome.FAILURE);
    assertThat(breaker.condition(now)).isEqualTo(Condition.OPEN);
    assertThat(breaker.pass(now)).isEqualTo(Breaker.REFUSED);
    assertThat(breaker.pauseLeft(now)).isEqualTo(POLICY.pause());
  }

  @Test
  void staysClosedWhileTooFewCallsWereJudged() {
    call(Outcome.FAILURE, Outcome.FAILURE, Outcome.FAILURE, Outcome.IGNORE, Outcome.IGNORE);
    assertThat(breaker.condition(now)).isEqualTo(Condition.CLOSED);
  }

  @Test
  void forgetsWhatIsOlderThanItsWindow() {
    call(Outcome.FAILURE, Outcome.FAILURE, Outcome.FAILURE);
    now += POLICY.within().toNanos();
    call(Outcome.FAILURE, Outcome.SUCCESS);
    assertThat(breaker.condition(now)).isEqualTo(Condition.CLOSED);
  }

  @Test
  void letsAFewProbesPassAfterThePauseAndClosesWhenAllSucceed() {
    open();
    now += POLICY.pause().toNanos();
    long first = breaker.pass(now);
    long second = breaker.pass(now);
    assertThat(breaker.pass(now)).isEqualTo(Breaker.REFUSED);
    assertThat(breaker.condition(now)).isEqualTo(Condition.HALF_OPEN);
    breaker.ended(first, Outcome.SUCCESS, now);
    assertThat(breaker.pass(now)).as("no more probes than that").isEqualTo(Breaker.REFUSED);
    assertThat(breaker.ended(second, Outcome.SUCCESS, now)).isTrue();
    assertThat(breaker.condition(now)).isEqualTo(Condition.CLOSED);
  }

  @Test
  void opensForTwiceAsLongWhenAProbeFailsUpToItsLimit() {
    open();
    for (Duration pause : new Duration[] {Duration.ofSeconds(2), POLICY.pauseMax()}) {
      now += breaker.pauseLeft(now).toNanos();
      breaker.ended(breaker.pass(now), Outcome.FAILURE, now);
      assertThat(breaker.pauseLeft(now)).isEqualTo(pause);
    }
  }

  @Test
  void aProbeThatShowsNothingMakesRoomForAnother() {
    open();
    now += POLICY.pause().toNanos();
    long first = breaker.pass(now);
    breaker.pass(now);
    breaker.ended(first, Outcome.IGNORE, now);
    assertThat(breaker.pass(now)).isEqualTo(first);
    assertThat(breaker.pass(now)).isEqualTo(Breaker.REFUSED);
  }

  @Test
  void probesThatNobodyHearsOfDoNotHoldTheDoorShut() {
    open();
    now += POLICY.pause().toNanos();
    long lost = breaker.pass(now);
    breaker.pass(now);
    assertThat(breaker.pass(now)).isEqualTo(Breaker.REFUSED);
    now += Breaker.PATIENCE.toNanos();
    assertThat(breaker.pass(now)).isNotIn(Breaker.REFUSED, lost);
  }

  @Test
  void whatPassedBeforeItOpenedSaysNothingAboutTheProbes() {
    long early = breaker.pass(now);
    open();
    now += POLICY.pause().toNanos();
    breaker.pass(now);
    assertThat(breaker.ended(early, Outcome.FAILURE, now)).isFalse();
    assertThat(breaker.condition(now)).isEqualTo(Condition.HALF_OPEN);
  }

  /** Whatever happens in whatever order: few probes, no call within a pause, and a way back. */
  @Test
  void keepsItsPromisesForAnyHistory() {
    Random random = new Random(25);
    Deque<Long> running = new ArrayDeque<>();
    int steps = TestSize.pick("steps of a breaker", 20_000, 200_000, 5_000_000);
    for (int step = 0; step < steps; step++) {
      now += random.nextLong(Duration.ofMillis(200).toNanos());
      if (random.nextBoolean()) {
        Condition before = breaker.condition(now);
        long turn = breaker.pass(now);
        assertThat(turn == Breaker.REFUSED || before != Condition.OPEN).isTrue();
        assertThat(turn == Breaker.REFUSED && before == Condition.CLOSED).isFalse();
        if (turn != Breaker.REFUSED) {
          running.add(turn);
        }
        long probes = running.stream().filter(passed -> passed == turn).count();
        assertThat(before == Condition.HALF_OPEN && probes > POLICY.probes()).isFalse();
      } else if (!running.isEmpty()) {
        long turn = random.nextBoolean() ? running.removeFirst() : running.removeLast();
        breaker.ended(turn, Outcome.values()[random.nextInt(3)], now);
      }
    }
    now += Breaker.PATIENCE.toNanos();
    running.forEach(turn -> breaker.ended(turn, Outcome.IGNORE, now));
    while (breaker.condition(now) != Condition.CLOSED) {
      now += POLICY.pauseMax().toNanos();
      breaker.ended(breaker.pass(now), Outcome.SUCCESS, now);
    }
  }

  private void open() {
    call(Outcome.FAILURE, Outcome.FAILURE, Outcome.FAILURE, Outcome.FAILURE);
    assertThat(breaker.condition(now)).isEqualTo(Condition.OPEN);
  }

  private void call(Outcome... outcomes) {
    for (Outcome outcome : outcomes) {
      breaker.ended(breaker.pass(now), outcome, now);
    }
  }
}
