package banyan.proxy.rollout;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way of reports from requests to the thread of the gates: a ring without locks, into which any
 * thread puts and from which one takes. When it is full, what comes is lost and counted; nobody
 * ever waits.
 *
 * <p>A place is claimed by moving the tail, then filled. The head moves after its place is emptied,
 * so a claimed place is always empty.
 */
final class ReportQueue {
  /** A power of two; 256,000 a second at four looks a second. About 5 MB when full. */
  static final int REPORTS_MAX = 1 << 16;

  private final AtomicReferenceArray<@Nullable Report> ring;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();
  private final LongAdder lost = new LongAdder();

  ReportQueue() {
    this(REPORTS_MAX);
  }

  /**
   * @param places a power of two
   */
  ReportQueue(int places) {
    if (Integer.bitCount(places) != 1) {
      throw new IllegalArgumentException(places + " places: use a power of two");
    }
    ring = new AtomicReferenceArray<>(places);
    mask = places - 1;
  }

  /** Puts a report, or loses it. Any thread. */
  void put(Report report) {
    while (true) {
      long claimed = tail.get();
      if (claimed - head.get() > mask) {
        lost.increment();
        return;
      }
      if (tail.compareAndSet(claimed, claimed + 1)) {
        ring.set((int) claimed & mask, report);
        return;
      }
    }
  }

  /**
   * Takes the oldest report; null when there is none, or its place is not filled yet. One thread.
   */
  @Nullable Report take() {
    long first = head.get();
    int place = (int) first & mask;
    Report report = ring.get(place);
    if (report != null) {
      ring.set(place, null);
      head.set(first + 1);
    }
    return report;
  }

  /** How many were lost so far. */
  long lost() {
    return lost.sum();
  }
}
