package banyan.proxy.balance;

/**
 * Chooses between two endpoints that were drawn by weight (the power of two choices, Mitzenmacher
 * 2001). The second takes over with a probability that grows with what it is cheaper by, so that
 * endpoints which cost the same keep the shares that their weights give them. Pure functions.
 */
final class PowerOfTwo {
  private PowerOfTwo() {}

  /**
   * Whether the second of two endpoints gets the request.
   *
   * @param first latencies of the first, a state of {@link PeakEwma}
   * @param firstInFlight requests that it has not answered yet
   * @param dice evenly from 0 to 1, 1 excluded
   */
  static boolean takesSecond(
      long first, int firstInFlight, long second, int secondInFlight, long nowNanos, double dice) {
    double firstNanos = PeakEwma.nanos(first);
    double secondNanos = PeakEwma.nanos(second);
    if (firstNanos == 0 || secondNanos == 0) {
      // Who is not known yet counts as fast as the other.
      firstNanos = 1;
      secondNanos = 1;
    } else if (firstNanos > secondNanos) {
      firstNanos = forgiven(first, firstNanos, secondNanos, nowNanos);
    } else {
      secondNanos = forgiven(second, secondNanos, firstNanos, nowNanos);
    }
    double ratio = (secondNanos * (secondInFlight + 1.0)) / (firstNanos * (firstInFlight + 1.0));
    return ratio < 1 && dice >= ratio * ratio;
  }

  /**
   * The slower one is forgotten with time, else it would never be asked again; but never taken for
   * faster than the other, else all that comes at once would go there.
   */
  private static double forgiven(long state, double slow, double fast, long nowNanos) {
    return Math.max(fast, slow * PeakEwma.fade(state, nowNanos));
  }
}
