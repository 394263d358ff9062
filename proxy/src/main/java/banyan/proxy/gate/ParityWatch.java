package banyan.proxy.gate;

/**
 * How many compared answers differ. Harm is an anytime-valid test of the tolerated rate against
 * higher ones, a mixture with the conjugate Beta prior; what is left open after n comparisons is
 * the exact bound of {@link BinomialBound}. Confined to one thread.
 */
final class ParityWatch {
  static final double CONFIDENCE = 0.95;

  private final double tolerated;
  private long compared;
  private long mismatched;

  ParityWatch(double tolerated) {
    this.tolerated = tolerated;
  }

  void add(long compared, long mismatched) {
    if (mismatched < 0 || mismatched > compared) {
      throw new IllegalArgumentException(
          mismatched
              + " mismatches of "
              + compared
              + " comparisons: must be from 0 to "
              + compared);
    }
    this.compared += compared;
    this.mismatched += mismatched;
  }

  long compared() {
    return compared;
  }

  long mismatched() {
    return mismatched;
  }

  double upperBound() {
    return BinomialBound.upper(mismatched, compared, CONFIDENCE);
  }

  /** The logarithm of the evidence that more answers differ than is tolerated. */
  double logEvidenceOfHarm() {
    if (compared == 0 || mismatched <= tolerated * compared) {
      return 0;
    }
    // A prior whose mean is twice what is tolerated.
    double a = 1;
    double b = Math.max(1, 1 / (2 * tolerated) - 1);
    long matched = compared - mismatched;
    return logBeta(a + mismatched, b + matched)
        - logBeta(a, b)
        - mismatched * Math.log(tolerated)
        - matched * Math.log1p(-tolerated);
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  /** By recurrence up to 16, then by Stirling's series. */
  private static double logGamma(double x) {
    double shift = 0;
    double at = x;
    while (at < 16) {
      shift += Math.log(at);
      at++;
    }
    double square = at * at;
    double series = (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / at;
    return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - shift;
  }
}
