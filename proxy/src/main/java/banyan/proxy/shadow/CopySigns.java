package banyan.proxy.shadow;

/**
 * What was seen of processors and copies within a while.
 *
 * @param nanos how long it was, above 0
 * @param count of processors, at least 1
 * @param busy the share of them that was taken by anybody, copies included, from 0 to 1
 * @param isLate whether a thread that was due had to wait long for a processor
 * @param copyNanos processor time that copies took
 * @param copied requests that were copied
 * @param shed requests that were not, since processors were short
 */
record CopySigns(
    long nanos, int count, double busy, boolean isLate, long copyNanos, long copied, long shed) {
  /** All the processor time that there was. */
  double allNanos() {
    return (double) nanos * count;
  }
}
