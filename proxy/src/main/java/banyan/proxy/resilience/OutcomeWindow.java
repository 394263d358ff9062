package banyan.proxy.resilience;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many calls there were lately and how many of them failed: a ring of slots, each a count of
 * one stretch of time in one long, so that counting is a single compare-and-set. A count beyond a
 * million a slot stands still. Any thread.
 */
final class OutcomeWindow {
  private static final int SLOTS = 10;
  private static final int COUNT_BITS = 20;
  private static final long COUNT_MAX = (1L << COUNT_BITS) - 1;
  private static final long TICK_MASK = (1L << (64 - 2 * COUNT_BITS)) - 1;

  /** In each: the stretch of time, the failures, the calls. */
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  private final long slotNanos;

  /**
   * @param nanos so far back calls count, give or take a tenth
   */
  OutcomeWindow(long nanos) {
    slotNanos = Math.max(1, nanos / SLOTS);
  }

  void add(boolean isFailure, long now) {
    long tick = Math.floorDiv(now, slotNanos);
    int place = Math.floorMod(tick, SLOTS);
    long before = slots.get(place);
    while (true) {
      long current = isOf(before, tick) ? before : (tick & TICK_MASK) << (2 * COUNT_BITS);
      if (calls(current) == COUNT_MAX) {
        return;
      }
      long after = current + 1 + (isFailure ? 1L << COUNT_BITS : 0);
      long witness = slots.compareAndExchange(place, before, after);
      if (witness == before) {
        return;
      }
      before = witness;
    }
  }

  /** What happened up to now. */
  Counts counts(long now) {
    long last = Math.floorDiv(now, slotNanos);
    long calls = 0;
    long failures = 0;
    for (long tick = last - SLOTS + 1; tick <= last; tick++) {
      long slot = slots.get(Math.floorMod(tick, SLOTS));
      if (isOf(slot, tick)) {
        calls += calls(slot);
        failures += (slot >>> COUNT_BITS) & COUNT_MAX;
      }
    }
    return new Counts(calls, failures);
  }

  /** Calls that were judged, and those of them that failed. */
  record Counts(long calls, long failures) {}

  private static boolean isOf(long slot, long tick) {
    return slot >>> (2 * COUNT_BITS) == (tick & TICK_MASK);
  }

  private static long calls(long slot) {
    return slot & COUNT_MAX;
  }
}
