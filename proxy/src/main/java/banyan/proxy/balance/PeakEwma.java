package banyan.proxy.balance;

import java.time.Duration;

/**
 * A moving average of latencies that believes a worse one at once and a better one slowly
 * (peak-sensitive EWMA, as in Finagle's {@code p2c-peak-ewma}). Pure functions of a state that fits
 * into a {@code long}, so that threads exchange it atomically: the average in nanoseconds as a
 * {@code float}, above the time of its last change in ticks of 16 microseconds. Ticks are compared
 * within 9 hours; an average that was not touched for longer may count as fresh once.
 */
final class PeakEwma {
  /** Nothing has been observed yet. */
  static final long UNKNOWN = 0;

  /** In this time an average moves 63 % of the way to what is observed. */
  static final Duration MEMORY = Duration.ofSeconds(10);

  /**
   * A failure counts as an answer that took at least so long: it must never look like a fast one.
   */
  static final long PENALTY_NANOS = Duration.ofSeconds(1).toNanos();

  /** No latency counts for more, so that an average can always come back. */
  static final long NANOS_MAX = Duration.ofMinutes(1).toNanos();

  private static final int TICK_BITS = 14;
  private static final double MEMORY_TICKS = (double) MEMORY.toNanos() / (1L << TICK_BITS);

  private PeakEwma() {}

  /** The state after an answer that took {@code latencyNanos}. */
  static long answered(long state, long nowNanos, long latencyNanos) {
    float latency = Math.clamp(latencyNanos, 1L, NANOS_MAX);
    float average = nanos(state);
    if (latency >= average) {
      return packed(latency, nowNanos);
    }
    double kept = fade(state, nowNanos);
    return packed((float) (average * kept + latency * (1 - kept)), nowNanos);
  }

  /** The state after a failure that took {@code latencyNanos}: worse than all that was known. */
  static long failed(long state, long nowNanos, long latencyNanos) {
    long doubled = (long) (2.0 * nanos(state));
    return answered(state, nowNanos, Math.max(PENALTY_NANOS, Math.max(latencyNanos, doubled)));
  }

  /** The average as it was last observed, in nanoseconds; 0 when it is unknown. */
  static float nanos(long state) {
    return Float.intBitsToFloat((int) (state >>> 32));
  }

  /** How much of what was observed still counts, from 1 at once towards 0. */
  static double fade(long state, long nowNanos) {
    int ticks = (int) (nowNanos >> TICK_BITS) - (int) state;
    return Math.exp(-Math.max(0, ticks) / MEMORY_TICKS);
  }

  private static long packed(float average, long nowNanos) {
    return (long) Float.floatToRawIntBits(average) << 32
        | Integer.toUnsignedLong((int) (nowNanos >> TICK_BITS));
  }
}
