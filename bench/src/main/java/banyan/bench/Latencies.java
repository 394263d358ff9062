package banyan.bench;

import java.util.Arrays;

/** How long the answers of one window took. Belongs to one thread. */
final class Latencies {
  private static final double NANOS_PER_MICRO = 1e3;

  private final long[] nanos;
  private int count;
  private boolean isSorted;

  /** Room for so many. */
  Latencies(int max) {
    nanos = new long[max];
  }

  void add(long tookNanos) {
    nanos[count++] = tookNanos;
    isSorted = false;
  }

  int count() {
    return count;
  }

  /**
   * Microseconds within which a share of the answers came.
   *
   * @param share from 0 to 1, such as 0.99
   */
  double micros(double share) {
    if (count == 0) {
      throw new BenchFailure("no answer in a window");
    }
    if (!isSorted) {
      Arrays.sort(nanos, 0, count);
      isSorted = true;
    }
    int rank = (int) Math.ceil(share * count);
    return nanos[Math.max(rank, 1) - 1] / NANOS_PER_MICRO;
  }
}
