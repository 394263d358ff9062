package banyan.proxy.gate;

import java.util.Arrays;
import java.util.List;

/**
 * The comparison of errors: all kinds together, and each kind alone, so that fewer errors of one
 * kind cannot hide more of another. Confined to one thread.
 *
 * <p>The evidence is the weighted mean of four e-values, and so one itself: the level is shared,
 * and what all errors say together has most of it.
 */
final class ErrorComparison {
  private static final double WEIGHT_OF_ALL = 0.75;

  /** A stratum is at least so long, with so many requests of each side; or it has many of each. */
  private static final long STRATUM_MILLIS = 5_000;

  private static final long STRATUM_REQUESTS = 25;
  private static final long STRATUM_REQUESTS_MANY = 500;

  /** Shares of longer ago say nothing of now. */
  private static final long STRATUM_MILLIS_MAX = 600_000;

  /** More is not needed, and would overflow. */
  private static final double LOG_EVIDENCE_MAX = 300;

  private static final double[] HARM = RatioGrid.harm();

  private final ErrorWatch all = new ErrorWatch("errors", 0, Outcome::isError);
  private final List<ErrorWatch> watches =
      List.of(
          all,
          new ErrorWatch("5xx", 1, outcome -> outcome == Outcome.SERVER_ERROR),
          new ErrorWatch("timeout", 2, outcome -> outcome == Outcome.TIMEOUT),
          new ErrorWatch("refused", 3, outcome -> outcome == Outcome.REFUSED));

  private final RepeatWatch repeats = new RepeatWatch();
  private final TroubledIdentities troubled = new TroubledIdentities(watches.size());
  private final Margins margins;
  private final double[] tolerable;

  private long errors;
  private final Experience experience = new Experience();
  private final long[][] untroubled = new long[Experience.CLASSES][2];
  private final long[] requests = new long[2];
  private long stratumStart = Long.MIN_VALUE;
  private long lastAnswer;

  ErrorComparison(Margins margins) {
    this.margins = margins;
    tolerable = RatioGrid.below(marginRatio());
  }

  void add(long now, Side side, long identity, Outcome outcome) {
    if (stratumStart == Long.MIN_VALUE) {
      stratumStart = now;
    }
    lastAnswer = now;
    requests[side.index()]++;
    errors += outcome.isError() ? 1 : 0;
    int experienced = experience.meet(identity);
    Trouble trouble = outcome.isError() ? troubled.findOrEnter(identity) : troubled.find(identity);
    if (trouble == null) {
      untroubled[experienced][side.index()]++;
      return;
    }
    for (ErrorWatch watch : watches) {
      ErrorWatch.Later later = watch.seen(side, experienced, trouble, now, outcome);
      if (watch == all && later != ErrorWatch.Later.NONE) {
        repeats.seen(side, identity, trouble, later == ErrorWatch.Later.EPISODE);
      }
    }
  }

  /** Ends the stratum if it is due; returns whether it did. */
  boolean closeStratum(long now, boolean isForced) {
    if (stratumStart == Long.MIN_VALUE) {
      return false;
    }
    long age = now - stratumStart;
    long fewest = Math.min(requests[0], requests[1]);
    boolean isFull = fewest >= (age >= STRATUM_MILLIS ? STRATUM_REQUESTS : STRATUM_REQUESTS_MANY);
    if (!isFull && !isForced && age < STRATUM_MILLIS_MAX) {
      return false;
    }
    for (ErrorWatch watch : watches) {
      watch.closeStratum(untroubled);
    }
    repeats.closeStratum(lastAnswer, isForced);
    for (long[] ofClass : untroubled) {
      Arrays.fill(ofClass, 0);
    }
    Arrays.fill(requests, 0);
    stratumStart = Long.MIN_VALUE;
    return true;
  }

  List<ErrorWatch> watches() {
    return watches;
  }

  ErrorWatch all() {
    return all;
  }

  RepeatWatch repeats() {
    return repeats;
  }

  /** Requests that could have begun an episode, of identities that had one before or not. */
  long exposed(Side side) {
    return all.set().exposed(side) + repeats.shares().asked(side);
  }

  long episodes(Side side) {
    return all.set().episodes(side) + repeats.shares().hits(side);
  }

  /** The logarithm of the evidence that the candidate has more errors than the baseline. */
  double logEvidenceOfHarm() {
    if (all.set().episodes(Side.TO) < ErrorWatch.IDENTITIES_MIN) {
      return 0;
    }
    double evidence = 0;
    for (ErrorWatch watch : watches) {
      evidence += weight(watch) * Math.exp(Math.min(LOG_EVIDENCE_MAX, logEvidenceOfHarm(watch)));
    }
    // Evidence of disjoint requests multiplies; half of it is kept, should later errors say
    // nothing.
    double later = Math.exp(Math.min(LOG_EVIDENCE_MAX, logEvidenceOfHarm(repeats.set())));
    return Math.log(evidence) + Math.log((1 + later) / 2);
  }

  double logEvidenceOfHarm(ErrorWatch watch) {
    return logEvidenceOfHarm(watch.set());
  }

  private static double logEvidenceOfHarm(RiskSet set) {
    return RatioGrid.mixture(HARM, set.logLikelihoods());
  }

  /** The kind of error that says most. */
  ErrorWatch worst() {
    ErrorWatch worst = all;
    for (ErrorWatch watch : watches) {
      boolean isSeen = watch.set().episodes(Side.TO) > 0;
      if (isSeen && logEvidenceOfHarm(watch) > logEvidenceOfHarm(worst)) {
        worst = watch;
      }
    }
    return worst;
  }

  private double weight(ErrorWatch watch) {
    return watch == all ? WEIGHT_OF_ALL : (1 - WEIGHT_OF_ALL) / (watches.size() - 1);
  }

  /** Whether the errors are shown to be within the tolerated ratio, or the tolerated share. */
  boolean isTolerable(double alpha) {
    return logEvidenceOfTolerable() >= -Math.log(alpha)
        || shareBound(alpha) <= margins.errorShare();
  }

  private double logEvidenceOfTolerable() {
    double[] logs = all.set().logLikelihoods();
    return RatioGrid.mixture(tolerable, logs) - logs[RatioGrid.nearest(marginRatio())];
  }

  /** The upper bound of how many more errors a request of the candidate has; at most 1. */
  double shareBound(double alpha) {
    double weight = all.set().weightSum() + repeats.shares().weight();
    if (weight == 0) {
      return 1;
    }
    double errorsPerEpisode = errorsPerEpisode();
    double difference = (all.set().differenceSum() + repeats.shares().difference()) / weight;
    double standardError = standardError(weight);
    double needed = margins.errorShare() / errorsPerEpisode / 3;
    double information = 5 * Math.pow(needed / standardError, 2);
    double standardErrors = AnytimeBound.standardErrors(information, alpha);
    return Math.min(1, errorsPerEpisode * (difference + standardErrors * standardError));
  }

  /** Of the difference of the rates, candidate less baseline (Mantel and Haenszel). */
  private double standardError(double weight) {
    double share = (double) exposed(Side.TO) / (exposed(Side.TO) + exposed(Side.FROM));
    // One more episode of the candidate, so that none seen is not none possible.
    double unseen = (1 - share) * (1 - share);
    return Math.sqrt(all.set().varianceSum() + repeats.shares().variance() + unseen) / weight;
  }

  /** Of both sides together; at least 1. */
  private double errorsPerEpisode() {
    long episodes = episodes(Side.FROM) + episodes(Side.TO);
    return Math.max(1, (double) errors / Math.max(1, episodes));
  }

  /** The ratios of the grid that the evidence does not contradict, as lowest and highest. */
  double[] ratios(double alpha) {
    double[] logs = all.set().logLikelihoods();
    double mixture = RatioGrid.mixture(RatioGrid.wide(), logs);
    int low = 0;
    while (low < RatioGrid.SIZE - 1 && mixture - logs[low] >= -Math.log(alpha)) {
      low++;
    }
    int high = RatioGrid.SIZE - 1;
    while (high > 0 && mixture - logs[high] >= -Math.log(alpha)) {
      high--;
    }
    return new double[] {RatioGrid.ratio(low), RatioGrid.ratio(high)};
  }

  private double marginRatio() {
    return RatioGrid.ratio(RatioGrid.nearest(margins.errorRatio()));
  }
}
