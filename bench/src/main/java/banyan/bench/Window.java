package banyan.bench;

import java.util.List;

/**
 * What one peer did in one window of time.
 *
 * @param cpuMicros of the whole process, user and system
 * @param peakBytes the most memory that it had resident since its start
 */
record Window(long requests, long cpuMicros, long nanos, long peakBytes) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double BYTES_PER_MIB = 1024.0 * 1024.0;

  double microsPerRequest() {
    return (double) cpuMicros / requests;
  }

  double requestsPerSecond() {
    return requests / (nanos / NANOS_PER_SECOND);
  }

  /** The share of one processor that it used; above 1 where it may use several. */
  double processors() {
    return cpuMicros / (nanos / NANOS_PER_MICRO);
  }

  double peakMebibytes() {
    return peakBytes / BYTES_PER_MIB;
  }

  /** The middle value; of two middle ones their mean. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
