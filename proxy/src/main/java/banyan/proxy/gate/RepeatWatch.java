package banyan.proxy.gate;

/**
 * The comparison of errors of identities that had an episode before. Confined to one thread.
 *
 * <p>Some clients fail again and again, whoever answers them: a row of theirs cannot be read. On
 * which side they are is chance. So a request is compared with those of the other side's clients
 * that had about as many episodes, and about as many requests since the last one; and a client that
 * had {@link #EPISODES_MAX} has said what it can say.
 */
final class RepeatWatch {
  /** Later episodes of one identity; requests after them are no evidence of harm. */
  static final int EPISODES_MAX = 8;

  /** None, one, two or three, more. */
  private static final int EPISODE_CLASSES = 4;

  /**
   * None, less than 4, 16, 64, 256, more: clients that failed differ most in how soon they will.
   */
  private static final int SINCE_CLASSES = 6;

  /** Longer than that of first episodes: such requests are few. */
  private static final long STRATUM_MILLIS = 60_000;

  private final RiskSet set = new RiskSet(EPISODE_CLASSES * SINCE_CLASSES);
  private final GroupedShares shares = new GroupedShares();
  private long stratumStart = Long.MIN_VALUE;

  /** A request that could begin another episode. */
  void seen(Side side, long identity, Trouble trouble, boolean isEpisode) {
    shares.add(GroupedShares.group(side, identity), isEpisode ? 1 : 0);
    if (trouble.laterEpisodes() < EPISODES_MAX) {
      int likeness = likeness(trouble);
      set.expose(side, likeness, 1);
      if (isEpisode) {
        set.episode(side, likeness);
      }
    }
    trouble.countRequest(isEpisode);
  }

  private static int likeness(Trouble trouble) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(trouble.laterEpisodes());
    return Math.min(EPISODE_CLASSES - 1, bits) * SINCE_CLASSES
        + Experience.classOf(trouble.requestsSince(), SINCE_CLASSES);
  }

  /**
   * Ends a stratum of first episodes.
   *
   * @param lastAnswer when the last answer in it was given; not when it is ended, since that
   *     depends on who looks
   */
  void closeStratum(long lastAnswer, boolean isForced) {
    shares.closeStratum();
    if (stratumStart == Long.MIN_VALUE) {
      stratumStart = lastAnswer;
    }
    if (isForced || lastAnswer - stratumStart >= STRATUM_MILLIS) {
      set.closeStratum();
      stratumStart = lastAnswer;
    }
  }

  /** Requests that could begin another episode; those that did are the hits. */
  GroupedShares shares() {
    return shares;
  }

  /** The same requests among like clients: the evidence. */
  RiskSet set() {
    return set;
  }
}
