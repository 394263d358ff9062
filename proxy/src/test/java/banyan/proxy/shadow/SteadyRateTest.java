package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A rate with a second saved up. */
final class SteadyRateTest {
  @Test
  void aBurstOfASecondPassesAndThenTheRate() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
    SteadyRate rate = new SteadyRate(10, now::get);
    assertThat(passed(rate, 50)).isEqualTo(10);
    now.addAndGet(300_000_000L);
    assertThat(passed(rate, 50)).isEqualTo(3);
    now.addAndGet(60_000_000_000L);
    assertThat(passed(rate, 50)).isEqualTo(10);
  }

  @Test
  void anotherRateHoldsAtOnce() {
    AtomicLong now = new AtomicLong(7);
    SteadyRate rate = new SteadyRate(1_000, now::get);
    rate.perSecond(2);
    assertThat(passed(rate, 50)).isEqualTo(2);
    rate.perSecond(100);
    now.addAndGet(1_000_000_000L);
    assertThat(passed(rate, 500)).isEqualTo(100);
    rate.perSecond(0.01);
    now.addAndGet(1_000_000_000L);
    assertThat(passed(rate, 50)).as("one a second at least").isEqualTo(1);
  }

  private static int passed(SteadyRate rate, int tries) {
    int passed = 0;
    for (int i = 0; i < tries; i++) {
      passed += rate.take() ? 1 : 0;
    }
    return passed;
  }
}
