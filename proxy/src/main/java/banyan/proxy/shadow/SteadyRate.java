package banyan.proxy.shadow;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets so many through in a second, and a second's worth at once: a token bucket that is one number
 * (the generic cell rate algorithm of ITU-T I.371). Any thread.
 */
final class SteadyRate {
  private static final long SECOND = 1_000_000_000L;

  private volatile long paceNanos;
  private final LongSupplier nanoTime;
  private final AtomicLong paidUntil;

  /**
   * A rate with a second saved up.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  SteadyRate(double perSecond, LongSupplier nanoTime) {
    this.paceNanos = pace(perSecond);
    this.nanoTime = nanoTime;
    this.paidUntil = new AtomicLong(nanoTime.getAsLong());
  }

  /** Another rate from now on; what is saved up stays a second's worth at most. */
  void perSecond(double rate) {
    paceNanos = pace(rate);
  }

  /** Whether one more may pass now; counts it when so. */
  boolean take() {
    long now = nanoTime.getAsLong();
    long pace = paceNanos;
    long paid = paidUntil.get();
    while (paid - now <= SECOND - pace) {
      long next = (paid - now < 0 ? now : paid) + pace;
      if (paidUntil.compareAndSet(paid, next)) {
        return true;
      }
      paid = paidUntil.get();
    }
    return false;
  }

  /** At least one in a second. */
  private static long pace(double perSecond) {
    return Math.clamp((long) (SECOND / perSecond), 1, SECOND);
  }
}
