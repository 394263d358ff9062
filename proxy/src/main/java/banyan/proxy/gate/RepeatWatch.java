package banyan.proxy.gate;

/**
 * The comparison of errors of identities that had an episode before. Confined to one thread.
 *
 * <p>Some clients fail again and again, whoever answers them: a row of theirs cannot be read. On
 * which side they are is chance, and their episodes are not independent; so their evidence has its
 * variance from groups of clients.
 */
final class RepeatWatch {
  /** Where the evidence is sharpest, in variance of the sum. */
  private static final double SHARPEST = 5;

  private final GroupedShares shares = new GroupedShares();

  void seen(Side side, long identity, boolean isEpisode) {
    shares.add(GroupedShares.group(side, identity), isEpisode ? 1 : 0);
  }

  void closeStratum() {
    shares.closeStratum();
  }

  /** Requests that could begin another episode; those that did are the hits. */
  GroupedShares shares() {
    return shares;
  }

  /**
   * The logarithm of the evidence that the candidate has more of them: of Robbins' normal mixture,
   * {@code exp(z² t / (2 (1 + t))) / sqrt(1 + t)} for a score of z after information t. 0 while
   * nothing can be said, and not above for less than what is alleged.
   */
  double logEvidenceOfHarm() {
    double information = shares.independentVariance() / SHARPEST;
    if (!shares.isKnown() || information == 0) {
      return 0;
    }
    double score = Math.max(0, shares.score());
    double logEvidence =
        score * score * information / (1 + information) / 2 - Math.log1p(information) / 2;
    boolean isMore =
        shares.weightedShare(Side.TO) >= RatioGrid.HARM_MIN * shares.weightedShare(Side.FROM);
    return isMore ? logEvidence : Math.min(0, logEvidence);
  }
}
