package banyan.proxy.route;

import banyan.proxy.route.RouteStatistics.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.HdrHistogram.Recorder;

/**
 * The counts and times of one side of one route. Recording is wait-free but for the one request a
 * minute that turns the page. Memory: packed histograms of two digits, a few KiB a minute kept. Any
 * thread.
 */
final class SideFigures {
  /** The time that one page covers. */
  static final Duration PAGE = Duration.ofMinutes(1);

  /** The percentiles cover so many pages, the one being written included. */
  static final int PAGES_MAX = 5;

  private static final int DIGITS = 2;
  private static final double MICROS_PER_MILLI = 1000.0;
  private static final long NANOS_PER_MICRO = 1000;

  /** Longer requests count as this long. */
  private static final long MICROS_MAX = Duration.ofHours(1).toNanos() / NANOS_PER_MICRO;

  private final LongAdder requests = new LongAdder();
  private final LongAdder errors = new LongAdder();

  /** What came since the pages were last written; taken over by {@link #write}. */
  private final Recorder fresh = new Recorder(DIGITS, true);

  /** The newest first. */
  private final Deque<Histogram> pages = new ArrayDeque<>();

  private volatile long page;

  SideFigures(Instant now) {
    page = pageOf(now);
    pages.add(new PackedHistogram(DIGITS));
  }

  void record(boolean isError, Duration time, Instant now) {
    if (pageOf(now) > page) {
      write(now);
    }
    requests.increment();
    if (isError) {
      errors.increment();
    }
    fresh.recordValue(Math.clamp(time.toNanos() / NANOS_PER_MICRO, 0, MICROS_MAX));
  }

  synchronized Figures read(Instant now) {
    write(now);
    Histogram all = new PackedHistogram(DIGITS);
    pages.forEach(all::add);
    return new Figures(requests.sum(), errors.sum(), percentile(all, 50), percentile(all, 99));
  }

  /** Whether no request came during the minutes kept. */
  synchronized boolean isQuiet(Instant now) {
    write(now);
    return pages.stream().allMatch(histogram -> histogram.getTotalCount() == 0);
  }

  private synchronized void write(Instant now) {
    pages.getFirst().add(fresh.getIntervalHistogram());
    long turns = pageOf(now) - page;
    for (long turn = 0; turn < Math.min(turns, PAGES_MAX); turn++) {
      pages.addFirst(new PackedHistogram(DIGITS));
    }
    while (pages.size() > PAGES_MAX) {
      pages.removeLast();
    }
    // A clock that is set back writes on the page that is open.
    page = Math.max(page, pageOf(now));
  }

  private static double percentile(Histogram histogram, double percent) {
    return histogram.getTotalCount() == 0
        ? 0
        : histogram.getValueAtPercentile(percent) / MICROS_PER_MILLI;
  }

  private static long pageOf(Instant now) {
    return now.getEpochSecond() / PAGE.toSeconds();
  }
}
