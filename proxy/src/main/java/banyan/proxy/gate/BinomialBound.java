package banyan.proxy.gate;

/**
 * The exact upper confidence bound of a rate (Clopper and Pearson 1934): were the rate higher, so
 * few hits in so many trials would have a probability below 1 - confidence. With 0 hits at 95 % it
 * is about 3/trials. Computed with {@link StrictMath}, so every machine has the same bits.
 */
public final class BinomialBound {
  /** Bisections: more than a double has bits. */
  private static final int BISECTIONS = 60;

  private static final int TERMS_MAX = 100_000;

  private BinomialBound() {}

  /**
   * The bound.
   *
   * @param hits from 0 to {@code trials}
   * @param trials 0 gives 1: nothing is known
   * @param confidence between 0 and 1, such as 0.95
   */
  public static double upper(long hits, long trials, double confidence) {
    if (hits < 0 || hits > trials || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          hits
              + " of "
              + trials
              + " at "
              + confidence
              + ": hits must be within 0 and trials,"
              + " confidence within 0 and 1");
    }
    if (hits == trials) {
      return 1;
    }
    if (hits == 0) {
      return -StrictMath.expm1(StrictMath.log1p(-confidence) / trials);
    }
    double low = (double) hits / trials;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (atMost(hits, trials, middle) > 1 - confidence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The probability of at most {@code hits}, where the rate is above {@code hits / trials}. */
  private static double atMost(long hits, long trials, double rate) {
    // Terms shrink geometrically from the last one down, since the rate is above hits / trials.
    double term =
        logChoose(trials, hits)
            + hits * StrictMath.log(rate)
            + (trials - hits) * StrictMath.log1p(-rate);
    double odds = (1 - rate) / rate;
    double factor = 1;
    double sum = 1;
    for (long k = hits; k > 0 && hits - k < TERMS_MAX && factor > sum * 1e-17; k--) {
      factor *= odds * k / (trials - k + 1);
      sum += factor;
    }
    return StrictMath.min(1, sum * StrictMath.exp(term));
  }

  private static double logChoose(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** By Stirling's series, which from 16 on has every digit that a double can hold. */
  static double logFactorial(long n) {
    if (n < 16) {
      double product = 1;
      for (long i = 2; i <= n; i++) {
        product *= i;
      }
      return StrictMath.log(product);
    }
    double x = n + 1.0;
    double square = x * x;
    double series = (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / x;
    return (x - 0.5) * StrictMath.log(x) - x + StrictMath.log(2 * Math.PI) / 2 + series;
  }
}
