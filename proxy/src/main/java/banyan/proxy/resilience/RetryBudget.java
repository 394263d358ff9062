package banyan.proxy.resilience;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the work that is done beyond one attempt for each request, so that retries, hedges and
 * fallbacks cannot multiply the load of an upstream that is failing already. Each request pays a
 * share in; each further attempt takes one out, and takes it before it waits. A floor lets an
 * upstream with little traffic try again too.
 *
 * <p>In any time, at most: the share of the requests, plus the floor for each second and once more
 * for the first, plus what was saved before. Any thread.
 */
public final class RetryBudget {
  /** More is not saved: after long peace a failure must not be met by a storm. */
  static final int SAVED_MAX = 100;

  private static final long WHOLE = 1000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long share;
  private final long floorNanos;

  /** What requests have paid in, in thousandths of an attempt. */
  private final AtomicLong saved = new AtomicLong();

  /** The moment up to which the floor is used up: the generic cell rate algorithm (ITU-T I.371). */
  private final AtomicLong usedUntil;

  /**
   * @param share attempts for each request, to the thousandth
   * @param floor attempts a second; 0 for none
   * @param now of a monotonic clock, in nanoseconds
   */
  public RetryBudget(double share, int floor, long now) {
    this.share = Math.round(share * WHOLE);
    this.floorNanos = floor == 0 ? 0 : NANOS_PER_SECOND / floor;
    usedUntil = new AtomicLong(now);
  }

  /** A request has come. */
  public void paid() {
    long before = saved.get();
    while (before < SAVED_MAX * WHOLE) {
      long witness = saved.compareAndExchange(before, before + share);
      if (witness == before) {
        return;
      }
      before = witness;
    }
  }

  /** Takes one further attempt out; false when there is none left. */
  public boolean take(long now) {
    return takeFloor(now) || takeSaved();
  }

  private boolean takeFloor(long now) {
    if (floorNanos == 0) {
      return false;
    }
    while (true) {
      long until = usedUntil.get();
      long from = until - now > 0 ? until : now;
      if (from - now > NANOS_PER_SECOND - floorNanos) {
        return false;
      }
      if (usedUntil.compareAndSet(until, from + floorNanos)) {
        return true;
      }
    }
  }

  private boolean takeSaved() {
    long before = saved.get();
    while (before >= WHOLE) {
      long witness = saved.compareAndExchange(before, before - WHOLE);
      if (witness == before) {
        return true;
      }
      before = witness;
    }
    return false;
  }
}
