package banyan.proxy.balance;

/**
 * How much of its share an endpoint gets that has just come or come back: its caches are cold. Pure
 * functions.
 */
final class SlowStart {
  /** From the first moment on it gets so much, or it would never warm up. */
  static final double SHARE_MIN = 0.1;

  private SlowStart() {}

  /**
   * The part of its share, from {@link #SHARE_MIN} to 1.
   *
   * @param elapsedNanos since it came
   * @param periodNanos after which it has its whole share; 0 for at once
   */
  static double share(long elapsedNanos, long periodNanos) {
    if (elapsedNanos >= periodNanos) {
      return 1;
    }
    return Math.max(SHARE_MIN, (double) Math.max(0, elapsedNanos) / periodNanos);
  }
}
