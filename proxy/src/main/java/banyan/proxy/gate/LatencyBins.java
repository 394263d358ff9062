package banyan.proxy.gate;

/**
 * Bins for latencies in milliseconds, 32 to each doubling, from 1/16 ms to about three days. What
 * is shorter or longer counts in the first or the last one. A bin is the first bits of the number:
 * exponent and five bits of the fraction (IEEE 754).
 */
final class LatencyBins {
  private static final int OCTAVES = 32;
  private static final int SHIFT = 52 - 5;
  private static final long FIRST = Double.doubleToRawLongBits(0x1p-4) >>> SHIFT;

  static final int COUNT = OCTAVES * 32;

  private LatencyBins() {}

  static int of(double millis) {
    long bin = (Double.doubleToRawLongBits(millis) >>> SHIFT) - FIRST;
    return Math.clamp(bin, 0, COUNT - 1);
  }

  /** The first bin up to which a share of the counted latencies lies; the last one without any. */
  static int quantile(int[] counts, long total, double share) {
    double wanted = share * total;
    long sum = 0;
    for (int bin = 0; bin < COUNT; bin++) {
      sum += counts[bin];
      if (counts[bin] > 0 && sum >= wanted) {
        return bin;
      }
    }
    return COUNT - 1;
  }

  /** Which part of a bin lies within a share of all, when it is the bin of that quantile. */
  static double part(int[] counts, long total, double share, int quantile) {
    long before = 0;
    for (int bin = 0; bin < quantile; bin++) {
      before += counts[bin];
    }
    return Math.clamp((share * total - before) / Math.max(1, counts[quantile]), 0.0, 1.0);
  }

  /** No latency of a bin is longer. */
  static double end(int bin) {
    return Double.longBitsToDouble((FIRST + bin + 1) << SHIFT);
  }
}
