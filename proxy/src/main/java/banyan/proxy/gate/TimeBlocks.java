package banyan.proxy.gate;

/**
 * A sum over strata, by blocks of time: whether it grows steadily, or by a few bad moments.
 * Confined to one thread.
 *
 * <p>A pause of one side's process befalls all of its requests at once, whoever asks, so that
 * groups of clients do not show how much chance there is in it: each pause is one observation, not
 * a thousand. The variance of the sum is therefore taken from blocks of time as well (the method of
 * batch means), of at least {@link #BLOCK_MILLIS} and twice as long whenever there are {@link
 * #BLOCKS_MAX}, so that what lasts longer than a block does not stay unseen for ever.
 */
final class TimeBlocks {
  /** A block is at least so long. */
  static final long BLOCK_MILLIS = 5_000;

  /**
   * Fewer say nothing: what is slow for half a minute after a start is slow in all but two of them,
   * and too little alike to be harm.
   */
  static final int BLOCKS_MIN = 8;

  /** So many are merged, two by two. */
  static final int BLOCKS_MAX = 64;

  private final double[] differences = new double[BLOCKS_MAX];
  private final double[] weights = new double[BLOCKS_MAX];
  private int blocks;
  private long blockMillis = BLOCK_MILLIS;

  private double differenceNow;
  private double weightNow;
  private long start = Long.MIN_VALUE;

  /**
   * Takes a stratum.
   *
   * @param weight 0 where only one side was asked: nothing is added then
   * @param lastAnswer when its last answer was given
   */
  void add(double difference, double weight, long lastAnswer) {
    if (start == Long.MIN_VALUE) {
      start = lastAnswer;
    }
    differenceNow += difference;
    weightNow += weight;
    if (lastAnswer - start >= blockMillis && weightNow > 0) {
      differences[blocks] = differenceNow;
      weights[blocks] = weightNow;
      blocks++;
      differenceNow = 0;
      weightNow = 0;
      start = lastAnswer;
      if (blocks == BLOCKS_MAX) {
        merge();
      }
    }
  }

  /** Standard errors of the sum, by closed blocks; 0 while there are too few. */
  double score() {
    if (blocks < BLOCKS_MIN) {
      return 0;
    }
    double difference = 0;
    double weight = 0;
    for (int i = 0; i < blocks; i++) {
      difference += differences[i];
      weight += weights[i];
    }
    double squares = 0;
    for (int i = 0; i < blocks; i++) {
      double rest = differences[i] - weights[i] * difference / weight;
      squares += rest * rest;
    }
    if (difference == 0) {
      return 0;
    }
    double variance = squares * blocks / (blocks - 1);
    // Alike in every block: as steady as can be.
    return variance == 0
        ? Math.copySign(Double.POSITIVE_INFINITY, difference)
        : AnytimeBound.normalScore(difference / Math.sqrt(variance), blocks - 1);
  }

  private void merge() {
    blocks /= 2;
    blockMillis *= 2;
    for (int i = 0; i < blocks; i++) {
      differences[i] = differences[2 * i] + differences[2 * i + 1];
      weights[i] = weights[2 * i] + weights[2 * i + 1];
    }
  }
}
