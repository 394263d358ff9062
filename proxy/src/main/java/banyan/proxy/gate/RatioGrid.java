package banyan.proxy.gate;

import java.util.stream.IntStream;

/**
 * The error ratios (candidate to baseline) between which evidence is weighed: from 1/8 to 16 in
 * quarter octaves, and prior weights over them. Immutable.
 *
 * <p>Mixtures over the ratio, and not over the candidate's share of the errors, let evidence from
 * times with different traffic shares add up about one quantity.
 */
final class RatioGrid {
  private static final int STEPS_PER_OCTAVE = 4;
  private static final int LOWEST = -3 * STEPS_PER_OCTAVE;
  private static final int HIGHEST = 4 * STEPS_PER_OCTAVE;

  static final int SIZE = HIGHEST - LOWEST + 1;

  /** The index of ratio 1. */
  static final int EVEN = -LOWEST;

  /**
   * Ratios from here on are harm. What is alleged has to be this much worse, so evidence for harm
   * grows only above a true ratio of about 1.2: less is not told from nothing, on purpose.
   */
  static final double HARM_MIN = 1.41;

  private static final double[] RATIOS =
      IntStream.range(0, SIZE)
          .mapToDouble(i -> StrictMath.pow(2, (double) (LOWEST + i) / STEPS_PER_OCTAVE))
          .toArray();

  private RatioGrid() {}

  static double ratio(int index) {
    return RATIOS[index];
  }

  /** The point nearest to a ratio; the ends for one beyond them. */
  static int nearest(double ratio) {
    long steps = Math.round(Math.log(ratio) / Math.log(2) * STEPS_PER_OCTAVE);
    return Math.clamp(steps - LOWEST, 0, SIZE - 1);
  }

  /** Logarithms of weights that sum to 1, over harm: half of it near a threefold rate. */
  static double[] harm() {
    double[] narrow = weights(3, 0.15, HARM_MIN, Double.MAX_VALUE);
    double[] wide = weights(3, 0.6, HARM_MIN, Double.MAX_VALUE);
    double[] both = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      both[i] = Math.log((Math.exp(narrow[i]) + Math.exp(wide[i])) / 2);
    }
    return both;
  }

  /** Over all ratios below a margin, most of it near 1 and the better side of it. */
  static double[] below(double margin) {
    return weights(0.9, 0.5, 0, margin * 0.999);
  }

  /** Over all ratios. */
  static double[] wide() {
    return weights(1, 1, 0, Double.MAX_VALUE);
  }

  /** A normal density of the logarithm, between two ratios. */
  private static double[] weights(double centre, double spread, double lowest, double highest) {
    double[] weights = new double[SIZE];
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      double distance = Math.log(RATIOS[i] / centre) / spread;
      boolean isWithin = RATIOS[i] >= lowest && RATIOS[i] < highest;
      weights[i] = isWithin ? Math.exp(-distance * distance / 2) : 0;
      sum += weights[i];
    }
    for (int i = 0; i < SIZE; i++) {
      weights[i] = Math.log(weights[i] / sum);
    }
    return weights;
  }

  /** The logarithm of the sum of {@code exp(weights + likelihoods)}, without overflow. */
  static double mixture(double[] logWeights, double[] logLikelihoods) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SIZE; i++) {
      highest = Math.max(highest, logWeights[i] + logLikelihoods[i]);
    }
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += Math.exp(logWeights[i] + logLikelihoods[i] - highest);
    }
    return highest + Math.log(sum);
  }
}
