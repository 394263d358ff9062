package banyan.proxy.gate;

import java.util.Arrays;

/**
 * The comparison of a share of both sides' requests (those that fail, those that are fast enough)
 * within strata of time, with a standard error that comes from groups of clients. Confined to one
 * thread.
 *
 * <p>The sum is that of Mantel and Haenszel: in each stratum the candidate's hits, less its part of
 * all hits. What both sides live through together adds nothing to it. What one client does
 * resembles what it did before, so identities fall into groups by hash, and the variance is that of
 * the groups (Lin and Wei 1989), corrected for their number, and never taken for smaller than that
 * of independent requests. However long or often one client asks, it is one group.
 */
final class GroupedShares {
  /** Groups of each side. */
  static final int GROUPS = 32;

  /** Fewer groups of a side say nothing about its clients. */
  static final int GROUPS_MIN = 4;

  private final int[] askedNow = new int[2 * GROUPS];
  private final double[] hitsNow = new double[2 * GROUPS];

  /** By groups, weighted as in the sum. */
  private final double[] asked = new double[2 * GROUPS];

  private final double[] hits = new double[2 * GROUPS];

  private final long[] askedOfSide = new long[2];
  private final double[] hitsOfSide = new double[2];
  private double difference;
  private double weight;
  private double independentVariance;

  /** The group of an identity; those of the candidate follow those of the baseline. */
  static int group(Side side, long identity) {
    return side.index() * GROUPS + (int) (Identity.mixed(identity) & (GROUPS - 1));
  }

  /**
   * Adds a request.
   *
   * @param hit 0 or 1, or between them for one that is counted in part
   */
  void add(int group, double hit) {
    askedNow[group]++;
    hitsNow[group] += hit;
  }

  void closeStratum() {
    double from = sum(askedNow, Side.FROM);
    double to = sum(askedNow, Side.TO);
    if (from > 0 && to > 0) {
      double fromHits = sum(hitsNow, Side.FROM);
      double toHits = sum(hitsNow, Side.TO);
      double stratumWeight = from * to / (from + to);
      double share = (fromHits + toHits) / (from + to);
      weight += stratumWeight;
      difference += stratumWeight * (toHits / to - fromHits / from);
      independentVariance += stratumWeight * share * (1 - share);
      for (int i = 0; i < asked.length; i++) {
        double other = (i < GROUPS ? to : from) / (from + to);
        asked[i] += other * askedNow[i];
        hits[i] += other * hitsNow[i];
      }
      for (Side side : Side.values()) {
        askedOfSide[side.index()] += sum(askedNow, side);
        hitsOfSide[side.index()] += sum(hitsNow, side);
      }
    }
    Arrays.fill(askedNow, 0);
    Arrays.fill(hitsNow, 0);
  }

  /** Requests in closed strata in which both sides were asked. */
  long asked(Side side) {
    return askedOfSide[side.index()];
  }

  long hits(Side side) {
    return Math.round(hitsOfSide[side.index()]);
  }

  /** The sum, candidate less baseline; by {@link #weight} the difference of the shares. */
  double difference() {
    return difference;
  }

  /** Half the harmonic mean of both sides' requests, summed over the strata. */
  double weight() {
    return weight;
  }

  /** Of {@link #difference()}; 0 before anything is known. */
  double variance() {
    double[] rests = rests();
    return Math.max(independentVariance, variance(rests, Side.FROM) + variance(rests, Side.TO));
  }

  /** Of {@link #difference()}, were requests independent. */
  double independentVariance() {
    return independentVariance;
  }

  boolean isKnown() {
    return groups(Side.FROM) >= GROUPS_MIN && groups(Side.TO) >= GROUPS_MIN;
  }

  /** Standard errors by which the candidate has the greater share; 0 while nothing is known. */
  double score() {
    if (!isKnown()) {
      return 0;
    }
    double[] rests = rests();
    double from = variance(rests, Side.FROM);
    double to = variance(rests, Side.TO);
    double variance = Math.max(from + to, independentVariance);
    if (variance == 0) {
      // Without a hit, or without a miss, of either side: they are alike.
      return 0;
    }
    return AnytimeBound.normalScore(difference / Math.sqrt(variance), degrees(from, to));
  }

  /** Degrees of freedom of the sum of two variances (Welch and Satterthwaite). */
  private double degrees(double from, double to) {
    int fromDegrees = groups(Side.FROM) - 1;
    int toDegrees = groups(Side.TO) - 1;
    double sum = from + to;
    return sum <= independentVariance
        ? fromDegrees + toDegrees
        : sum * sum / (from * from / fromDegrees + to * to / toDegrees);
  }

  /** What each group has beyond its part of the hits of its side. */
  private double[] rests() {
    double[] rests = new double[asked.length];
    for (Side side : Side.values()) {
      double share = weightedShare(side);
      for (int i = side.index() * GROUPS; i < (side.index() + 1) * GROUPS; i++) {
        rests[i] = hits[i] - share * asked[i];
      }
    }
    return rests;
  }

  /** The share of hits of a side. */
  double weightedShare(Side side) {
    double hitsOf = 0;
    double askedOf = 0;
    for (int i = side.index() * GROUPS; i < (side.index() + 1) * GROUPS; i++) {
      hitsOf += hits[i];
      askedOf += asked[i];
    }
    return askedOf == 0 ? 0 : hitsOf / askedOf;
  }

  private double variance(double[] rests, Side side) {
    double sum = 0;
    for (int i = side.index() * GROUPS; i < (side.index() + 1) * GROUPS; i++) {
      sum += rests[i] * rests[i];
    }
    int seen = groups(side);
    return seen < 2 ? 0 : sum * seen / (seen - 1);
  }

  private int groups(Side side) {
    int groups = 0;
    for (int i = side.index() * GROUPS; i < (side.index() + 1) * GROUPS; i++) {
      groups += asked[i] > 0 ? 1 : 0;
    }
    return groups;
  }

  private static int sum(int[] counts, Side side) {
    int sum = 0;
    for (int i = side.index() * GROUPS; i < (side.index() + 1) * GROUPS; i++) {
      sum += counts[i];
    }
    return sum;
  }

  private static double sum(double[] counts, Side side) {
    double sum = 0;
    for (int i = side.index() * GROUPS; i < (side.index() + 1) * GROUPS; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
