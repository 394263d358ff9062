package banyan.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Latencies, averaged with a sharp ear for bad news. */
final class PeakEwmaTest {
  private static final long NOW = Duration.ofDays(3).toNanos();
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  @Test
  void believesAWorseLatencyAtOnce() {
    long state = PeakEwma.answered(PeakEwma.UNKNOWN, NOW, MILLI);
    assertThat(PeakEwma.nanos(PeakEwma.answered(state, NOW, 50 * MILLI))).isEqualTo(50 * MILLI);
  }

  @Test
  void movesTowardsABetterOneWithTime() {
    long state = PeakEwma.answered(PeakEwma.UNKNOWN, NOW, 100 * MILLI);
    assertThat(PeakEwma.nanos(PeakEwma.answered(state, NOW, MILLI))).isEqualTo(100 * MILLI);
    float after = PeakEwma.nanos(PeakEwma.answered(state, NOW + PeakEwma.MEMORY.toNanos(), MILLI));
    double kept = Math.exp(-1);
    assertThat((double) after)
        .isCloseTo(MILLI * (100 * kept + (1 - kept)), Percentage.withPercentage(0.1));
  }

  @Test
  void aFailureIsNeverAFastAnswer() {
    long quick = PeakEwma.failed(PeakEwma.UNKNOWN, NOW, 1);
    assertThat(PeakEwma.nanos(quick)).isEqualTo(PeakEwma.PENALTY_NANOS);
    // Where answers take long, a failure counts for longer still.
    long slow = PeakEwma.answered(PeakEwma.UNKNOWN, NOW, 5_000 * MILLI);
    assertThat(PeakEwma.nanos(PeakEwma.failed(slow, NOW, 1))).isEqualTo(10_000 * MILLI);
  }

  @Test
  void failuresAddUpToALimit() {
    long state = PeakEwma.UNKNOWN;
    for (int i = 0; i < 100; i++) {
      state = PeakEwma.failed(state, NOW, MILLI);
    }
    assertThat(PeakEwma.nanos(state)).isEqualTo(PeakEwma.NANOS_MAX);
  }

  @Test
  void fadesWithTimeAndAcrossTheWrapOfItsTicks() {
    for (long start : new long[] {NOW, -5, 0, Long.MAX_VALUE, (1L << 46) - 1}) {
      long state = PeakEwma.answered(PeakEwma.UNKNOWN, start, MILLI);
      assertThat(PeakEwma.fade(state, start)).isEqualTo(1);
      assertThat(PeakEwma.fade(state, start + PeakEwma.MEMORY.toNanos()))
          .isCloseTo(Math.exp(-1), within(0.001));
      // Another thread may have read the clock a little earlier.
      assertThat(PeakEwma.fade(state, start - 50 * MILLI)).isEqualTo(1);
    }
  }
}
