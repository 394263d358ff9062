package banyan.app.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the requests of one side went, by the log of the monolith.
 *
 * @param errors answers from 500 on
 * @param p50Millis half of the requests took no longer
 * @param p99Millis 99 of 100 took no longer
 */
record Figures(int requests, int errors, long p50Millis, long p99Millis) {
  private static final int SERVER_ERROR = 500;

  /** By side. */
  static Map<String, Figures> bySide(List<LogLine> lines) {
    Map<String, List<LogLine>> sides =
        lines.stream()
            .collect(Collectors.groupingBy(LogLine::answeredBy, TreeMap::new, Collectors.toList()));
    Map<String, Figures> figures = new TreeMap<>();
    sides.forEach((side, own) -> figures.put(side, of(own, LogLine::millis, LogLine::status)));
    return figures;
  }

  /** Those of anything that took its time and has a status. */
  static <T> Figures of(List<T> all, Function<T, Long> millis, Function<T, Integer> status) {
    long[] sorted = all.stream().mapToLong(millis::apply).sorted().toArray();
    int errors = (int) all.stream().filter(one -> isError(status.apply(one))).count();
    return new Figures(all.size(), errors, rank(sorted, 50), rank(sorted, 99));
  }

  private static boolean isError(int status) {
    return status == 0 || status >= SERVER_ERROR;
  }

  /** The nearest rank; 0 of nothing. */
  private static long rank(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
  }
}
