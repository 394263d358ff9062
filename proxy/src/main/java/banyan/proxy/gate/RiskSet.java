package banyan.proxy.gate;

import java.util.Arrays;

/**
 * Requests that could begin an episode, and those that did, of both sides: summed up over short
 * strata of time, and within them classes of clients, in which only their shares count. Confined to
 * one thread.
 *
 * <p>Within a stratum the candidate's share p of the exposed requests is known. Were both sides
 * alike, each episode would be the candidate's with probability p; at a ratio r, with probability
 * rp / (rp + 1 - p). So the likelihood of r is that of the log-rank test of survival analysis, and
 * nothing that both sides suffer together (a busy hour, an outage behind them, another weight)
 * speaks for or against one of them. As the exposed requests of a whole stratum are counted, its
 * episodes are draws without replacement, which disperse less than the binomial model says
 * (Hoeffding 1963, theorem 4): the expectation of a likelihood ratio stays at most 1.
 */
final class RiskSet {
  private final double[] logLikelihoods = new double[RatioGrid.SIZE];

  /** By class of clients and side. */
  private final long[][] exposedNow;

  private final int[][] episodesNow;
  private final long[] exposed = new long[2];
  private final long[] episodes = new long[2];

  /** Sums of Mantel and Haenszel for the difference of the rates. */
  private double differenceSum;

  private double weightSum;
  private double varianceSum;

  /**
   * @param classes of clients that are alike: requests are compared within each of them
   */
  RiskSet(int classes) {
    exposedNow = new long[classes][2];
    episodesNow = new int[classes][2];
  }

  void expose(Side side, int clientClass, long requests) {
    exposedNow[clientClass][side.index()] += requests;
  }

  /** An exposed request, counted as such already, that began an episode. */
  void episode(Side side, int clientClass) {
    episodesNow[clientClass][side.index()]++;
  }

  void closeStratum() {
    for (int i = 0; i < exposedNow.length; i++) {
      closeStratum(exposedNow[i], episodesNow[i]);
    }
  }

  private void closeStratum(long[] requests, int[] begun) {
    // Without the other side there is nothing to compare with.
    if (requests[0] > 0 && requests[1] > 0) {
      addLikelihoods(requests, begun);
      addDifference(requests, begun);
      for (int side = 0; side < 2; side++) {
        exposed[side] += requests[side];
        episodes[side] += begun[side];
      }
    }
    Arrays.fill(requests, 0);
    Arrays.fill(begun, 0);
  }

  private void addLikelihoods(long[] requests, int[] begun) {
    int to = begun[Side.TO.index()];
    int all = to + begun[Side.FROM.index()];
    if (all == 0) {
      return;
    }
    double share = (double) requests[Side.TO.index()] / (requests[0] + requests[1]);
    for (int i = 0; i < RatioGrid.SIZE; i++) {
      double ratio = RatioGrid.ratio(i);
      logLikelihoods[i] += to * Math.log(ratio) - all * Math.log(ratio * share + 1 - share);
    }
  }

  private void addDifference(long[] requests, int[] begun) {
    double fromRequests = requests[Side.FROM.index()];
    double toRequests = requests[Side.TO.index()];
    double weight = fromRequests * toRequests / (fromRequests + toRequests);
    double to = begun[Side.TO.index()];
    double from = begun[Side.FROM.index()];
    differenceSum += weight * (to / toRequests - from / fromRequests);
    varianceSum += weight * (to + from) / (fromRequests + toRequests);
    weightSum += weight;
  }

  /** The logarithm of the likelihood of each ratio of the grid, that of ratio 1 being 0. */
  double[] logLikelihoods() {
    return logLikelihoods.clone();
  }

  /** Of closed strata in which both sides were asked. */
  long exposed(Side side) {
    return exposed[side.index()];
  }

  long episodes(Side side) {
    return episodes[side.index()];
  }

  double differenceSum() {
    return differenceSum;
  }

  double weightSum() {
    return weightSum;
  }

  double varianceSum() {
    return varianceSum;
  }
}
