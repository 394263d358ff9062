package banyan.proxy.gate;

/**
 * Requests that could begin an episode, and those that did, of both sides: summed up over short
 * strata of time within which only their shares count. Confined to one thread.
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

  private final long[] exposedNow = new long[2];
  private final int[] episodesNow = new int[2];
  private final long[] exposed = new long[2];
  private final long[] episodes = new long[2];

  /** Sums of Mantel and Haenszel for the difference of the rates. */
  private double differenceSum;

  private double weightSum;
  private double varianceSum;

  void expose(Side side, long requests) {
    exposedNow[side.index()] += requests;
  }

  /** An exposed request, counted as such already, that began an episode. */
  void episode(Side side) {
    episodesNow[side.index()]++;
  }

  void closeStratum() {
    long fromRequests = exposedNow[Side.FROM.index()];
    long toRequests = exposedNow[Side.TO.index()];
    // Without the other side there is nothing to compare with.
    if (fromRequests > 0 && toRequests > 0) {
      addLikelihoods(fromRequests, toRequests);
      addDifference(fromRequests, toRequests);
      for (int side = 0; side < 2; side++) {
        exposed[side] += exposedNow[side];
        episodes[side] += episodesNow[side];
      }
    }
    for (int side = 0; side < 2; side++) {
      exposedNow[side] = 0;
      episodesNow[side] = 0;
    }
  }

  private void addLikelihoods(long fromRequests, long toRequests) {
    int to = episodesNow[Side.TO.index()];
    int all = to + episodesNow[Side.FROM.index()];
    if (all == 0) {
      return;
    }
    double share = (double) toRequests / (fromRequests + toRequests);
    for (int i = 0; i < RatioGrid.SIZE; i++) {
      double ratio = RatioGrid.ratio(i);
      logLikelihoods[i] += to * Math.log(ratio) - all * Math.log(ratio * share + 1 - share);
    }
  }

  private void addDifference(long fromRequests, long toRequests) {
    double requests = fromRequests + toRequests;
    double weight = fromRequests * (double) toRequests / requests;
    double to = episodesNow[Side.TO.index()];
    double from = episodesNow[Side.FROM.index()];
    differenceSum += weight * (to / toRequests - from / fromRequests);
    varianceSum += weight * (to + from) / requests;
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

  /** Exposed requests of the stratum that is open. */
  long exposedNow(Side side) {
    return exposedNow[side.index()];
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
