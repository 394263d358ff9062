package banyan.proxy.resilience;

import java.time.Duration;

/**
 * When a safe request is sent a second time because its first answer is late for this upstream.
 *
 * @param percentile so many of a hundred answers begin sooner; above 0, below 100
 * @param atLeast never sooner than this
 */
public record HedgePolicy(double percentile, Duration atLeast) {
  public static final HedgePolicy DEFAULT = new HedgePolicy(95, Duration.ofMillis(5));

  public HedgePolicy {
    if (!(percentile > 0 && percentile < 100) || atLeast.isNegative()) {
      throw new IllegalArgumentException("a hedge after " + percentile + " %, " + atLeast);
    }
  }
}
