package banyan.proxy.gate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The comparison of latencies at three quantiles. Confined to one thread.
 *
 * <p>The baseline's quantile of the last minutes is one limit, the same lengthened by what is
 * tolerated the other. In each stratum of time the share of the candidate's answers within the
 * longer limit is compared with the share of the baseline's within the shorter one. So one score
 * says both: far below zero the candidate is slower than tolerated, far above it is not.
 */
final class LatencyWatch {
  /** The quantiles, as shares. */
  static final double[] QUANTILES = {0.5, 0.95, 0.99};

  /** Fewer answers of the baseline have no tail to speak of. */
  static final int ANSWERS_MIN = 100;

  /** After this time what was seen counts half for the limits: they follow the hour. */
  private static final long HALVING_MILLIS = 900_000;

  /** Where the boundary of {@link AnytimeBound} is sharpest, in answers of each side. */
  private static final double SHARPEST = 500;

  private final Margins margins;
  private final int[][] counts = new int[2][LatencyBins.COUNT];
  private final long[] answers = new long[2];
  private long halved = Long.MIN_VALUE;
  private boolean hasLimits;

  /** The bins of the baseline's quantiles, and which part of each is within it. */
  private final int[] fromBins = new int[QUANTILES.length];

  private final double[] fromParts = new double[QUANTILES.length];
  private final double[] toLimits = new double[QUANTILES.length];
  private final List<GroupedShares> shares =
      IntStream.range(0, QUANTILES.length).mapToObj(_ -> new GroupedShares()).toList();

  private final List<TimeBlocks> blocks =
      IntStream.range(0, QUANTILES.length).mapToObj(_ -> new TimeBlocks()).toList();

  LatencyWatch(Margins margins) {
    this.margins = margins;
  }

  void add(Side side, long identity, double millis) {
    int bin = LatencyBins.of(millis);
    counts[side.index()][bin]++;
    answers[side.index()]++;
    if (!hasLimits) {
      return;
    }
    int group = GroupedShares.group(side, identity);
    for (int i = 0; i < QUANTILES.length; i++) {
      double hit = side == Side.TO ? (millis <= toLimits[i] ? 1 : 0) : fromHit(i, bin);
      shares.get(i).add(group, hit);
    }
  }

  /** Answers in the bin of the quantile count in part, so that all have just its share. */
  private double fromHit(int quantile, int bin) {
    if (bin == fromBins[quantile]) {
      return fromParts[quantile];
    }
    return bin < fromBins[quantile] ? 1 : 0;
  }

  /**
   * Ends a stratum.
   *
   * @param lastAnswer when the last answer in it was given; not when it is ended, since that
   *     depends on who looks
   */
  void closeStratum(long now, long lastAnswer) {
    for (int i = 0; i < QUANTILES.length; i++) {
      GroupedShares of = shares.get(i);
      double difference = of.difference();
      double weight = of.weight();
      of.closeStratum();
      blocks.get(i).add(of.difference() - difference, of.weight() - weight, lastAnswer);
    }
    if (halved == Long.MIN_VALUE) {
      halved = now;
    }
    if (answers[0] >= ANSWERS_MIN) {
      hasLimits = true;
      for (int i = 0; i < QUANTILES.length; i++) {
        fromBins[i] = LatencyBins.quantile(counts[0], answers[0], QUANTILES[i]);
        fromParts[i] = LatencyBins.part(counts[0], answers[0], QUANTILES[i], fromBins[i]);
        toLimits[i] = margins.latencyLimit(i, LatencyBins.end(fromBins[i]));
      }
    }
    if (now - halved >= HALVING_MILLIS && answers[0] >= 10 * ANSWERS_MIN) {
      halve(0);
      halve(1);
      halved = now;
    }
  }

  private void halve(int side) {
    answers[side] = 0;
    for (int i = 0; i < LatencyBins.COUNT; i++) {
      counts[side][i] /= 2;
      answers[side] += counts[side][i];
    }
  }

  LatencyScore score(int quantile) {
    GroupedShares of = shares.get(quantile);
    int candidate = LatencyBins.quantile(counts[1], answers[1], QUANTILES[quantile]);
    // An end of a bin is shown, so both are up to a thirty-second too long.
    boolean isKnown = of.isKnown() && of.weight() >= ANSWERS_MIN / 2.0;
    return new LatencyScore(
        isKnown,
        of.score(),
        blocks.get(quantile).score(),
        of.weight() / SHARPEST,
        shown(0, fromBins[quantile]),
        shown(1, candidate));
  }

  private double shown(int side, int bin) {
    return answers[side] == 0 ? 0 : LatencyBins.end(bin);
  }
}
