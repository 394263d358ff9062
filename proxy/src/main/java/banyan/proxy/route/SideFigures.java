package banyan.proxy.route;

import banyan.proxy.route.RouteStatistics.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * The counts and times of one side of one route, under one lock that is held for a few dozen
 * nanoseconds. Memory: packed histograms of two digits, a few KiB a minute kept. Any thread.
 *
 * <p>The library's concurrent packed histogram is not for us: growing, it can spin for ever in one
 * thread while all others wait for it, and with virtual threads that stops the process.
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

  /** The newest first; it is the one that is written. */
  private final Deque<Histogram> pages = new ArrayDeque<>();

  private long requests;
  private long errors;
  private long page;

  SideFigures(Instant now) {
    page = pageOf(now);
    pages.add(new PackedHistogram(DIGITS));
  }

  synchronized void record(boolean isError, Duration time, Instant now) {
    turn(now);
    requests++;
    if (isError) {
      errors++;
    }
    pages.getFirst().recordValue(Math.clamp(time.toNanos() / NANOS_PER_MICRO, 0, MICROS_MAX));
  }

  synchronized Figures read(Instant now) {
    turn(now);
    Histogram all = new PackedHistogram(DIGITS);
    pages.forEach(all::add);
    return new Figures(requests, errors, percentile(all, 50), percentile(all, 99));
  }

  /** Whether no request came during the minutes kept. */
  synchronized boolean isQuiet(Instant now) {
    turn(now);
    return pages.stream().allMatch(histogram -> histogram.getTotalCount() == 0);
  }

  /** Opens the page of this minute, if another one is open. */
  private void turn(Instant now) {
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
