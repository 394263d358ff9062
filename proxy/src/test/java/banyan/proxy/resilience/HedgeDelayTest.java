package banyan.proxy.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After which time an answer is late. */
final class HedgeDelayTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final HedgeDelay delay =
      new HedgeDelay(new HedgePolicy(95, Duration.ofNanos(2 * MILLI)), 0);

  @Test
  void isUnknownWhileTooFewAnswersWereSeen() {
    for (int i = 0; i < HedgeDelay.TIMES_MIN - 1; i++) {
      delay.took(10 * MILLI, 0);
    }
    assertThat(delay.nanos(0)).isEqualTo(-1);
    delay.took(10 * MILLI, 0);
    assertThat(delay.nanos(0)).isPositive();
  }

  @Test
  void isThePercentileToAnEighth() {
    Random random = new Random(95);
    long[] times = new long[5000];
    for (int i = 0; i < times.length; i++) {
      times[i] = (long) (MILLI * Math.exp(3 + 2 * random.nextGaussian()));
      delay.took(times[i], 0);
    }
    Arrays.sort(times);
    long exact = times[times.length * 95 / 100 - 1];
    assertThat(delay.nanos(0)).isBetween(exact - 1, exact * 9 / 8 + 1000);
  }

  @Test
  void isNeverLessThanItsFloorNorFooledByNonsense() {
    for (int i = 0; i < 1000; i++) {
      delay.took(-1, 0);
    }
    assertThat(delay.nanos(0)).isEqualTo(2 * MILLI);
    for (int i = 0; i < 10_000; i++) {
      delay.took(Long.MAX_VALUE, 0);
    }
    assertThat(delay.nanos(0)).isPositive();
  }

  @Test
  void forgetsOldTimes() {
    for (int i = 0; i < 1000; i++) {
      delay.took(500 * MILLI, 0);
    }
    long page = HedgeDelay.PAGE.toNanos();
    assertThat(delay.nanos(page)).isGreaterThanOrEqualTo(500 * MILLI);
    for (int i = 0; i < 1000; i++) {
      delay.took(10 * MILLI, page);
    }
    assertThat(delay.nanos(2 * page)).isBetween(10 * MILLI, 12 * MILLI);
    assertThat(delay.nanos(4 * page)).isEqualTo(-1);
  }
}
