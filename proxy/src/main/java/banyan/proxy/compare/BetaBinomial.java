package banyan.proxy.compare;

/**
 * How many of {@code n} pairs differ where the rate is known only from others: a binomial count
 * whose rate has a Beta distribution (Johnson, Kemp, Kotz: Univariate Discrete Distributions,
 * section 6.2.2).
 *
 * @param n pairs, from 0
 * @param a above 0: pairs that differed before, and a half
 * @param b above 0: pairs that did not, and a half
 */
record BetaBinomial(long n, double a, double b) {
  /** Terms smaller than this part of the sum no longer count. */
  private static final double NEGLIGIBLE = 1e-12;

  /** Lanczos' approximation with g = 7, good to 15 digits. */
  private static final double[] LANCZOS = {
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
    -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-06,
    1.5056327351493116e-07
  };

  BetaBinomial {
    if (n < 0 || !(a > 0) || !(b > 0)) {
      throw new IllegalArgumentException("n " + n + ", a " + a + ", b " + b);
    }
  }

  /** The chance that at least {@code k} of the pairs differ. */
  double atLeast(long k) {
    if (k <= 0) {
      return 1;
    }
    if (k > n) {
      return 0;
    }
    double sum = 0;
    double term = Math.exp(logOf(k));
    double mean = n * a / (a + b);
    for (long i = k; i <= n; i++) {
      sum += term;
      if (i > mean && term < sum * NEGLIGIBLE) {
        break;
      }
      term = i == n ? 0 : term * (n - i) / (i + 1) * (i + a) / (n - i - 1 + b);
    }
    return Math.min(1, sum);
  }

  private double logOf(long k) {
    double choose = logGamma(n + 1.0) - logGamma(k + 1.0) - logGamma(n - k + 1.0);
    return choose + logBeta(k + a, n - k + b) - logBeta(a, b);
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  private static double logGamma(double x) {
    double shifted = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (shifted + i);
    }
    double t = shifted + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
