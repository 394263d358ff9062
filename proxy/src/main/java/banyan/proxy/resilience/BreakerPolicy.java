package banyan.proxy.resilience;

import java.time.Duration;

/**
 * When an upstream is left alone, and for how long.
 *
 * @param failureShare of the calls that were judged, from which on it is; above 0, at most 1
 * @param callsMin fewer calls than this within the time show nothing
 * @param within so far back calls count
 * @param pause the first time in which nothing is sent; each further one in a row is twice as long
 * @param pauseMax the longest
 * @param probes so many calls are let through after a pause, and all of them must succeed
 */
public record BreakerPolicy(
    double failureShare,
    int callsMin,
    Duration within,
    Duration pause,
    Duration pauseMax,
    int probes) {
  public static final BreakerPolicy DEFAULT =
      new BreakerPolicy(
          0.5, 20, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(5), 3);

  public BreakerPolicy {
    if (!(failureShare > 0 && failureShare <= 1) || callsMin < 1 || probes < 1) {
      throw new IllegalArgumentException(
          "a breaker of share " + failureShare + ", " + callsMin + " calls, " + probes + " probes");
    }
    if (!within.isPositive() || !pause.isPositive() || pauseMax.compareTo(pause) < 0) {
      throw new IllegalArgumentException(
          "a breaker within " + within + ", with pauses of " + pause + " up to " + pauseMax);
    }
  }
}
