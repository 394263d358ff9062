package banyan.proxy.shadow;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets so many through in a second, and a second's worth at once: a token bucket that is one number
 * (the generic cell rate algorithm of ITU-T I.371). Any thread.
 */
final class SteadyRate {
  private static final long SECOND = 1_000_000_000L;

  private final long paceNanos;
  private final LongSupplier nanoTime;
  private final AtomicLong paidUntil;

  /**
   * A rate with a second saved up.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  SteadyRate(double perSecond, LongSupplier nanoTime) {
    this.paceNanos = Math.max(1, (long) (SECOND / perSecond));
    this.nanoTime = nanoTime;
    this.paidUntil = new AtomicLong(nanoTime.getAsLong());
  }

  /** Whether one more may pass now; counts it when so. */
  boolean take() {
    long now = nanoTime.getAsLong();
    long paid = paidUntil.get();
    while (paid - now <= SECOND - paceNanos) {
      long next = (paid - now < 0 ? now : paid) + paceNanos;
      if (paidUntil.compareAndSet(paid, next)) {
        return true;
      }
      paid = paidUntil.get();
    }
    return false;
  }
}
