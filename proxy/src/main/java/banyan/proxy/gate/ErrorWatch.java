package banyan.proxy.gate;

import java.util.function.Predicate;

/**
 * The comparison of one kind of error, by the first episode of each identity. Confined to one
 * thread.
 *
 * <p>An episode is all errors of one identity within five minutes of the first. From its first
 * episode on an identity is exposed to nothing here: a client that repeats a failing request a
 * hundred times counts once among the errors and once among the requests. What such identities do
 * later is weighed by {@link RepeatWatch}.
 */
final class ErrorWatch {
  static final long EPISODE_MILLIS = 300_000;

  /** Fewer identities of the candidate with an error prove nothing about the candidate. */
  static final int IDENTITIES_MIN = 3;

  private final String name;
  private final Predicate<Outcome> counts;
  private final int index;
  private final RiskSet set = new RiskSet();

  /**
   * @param index of this kind among the ends of episodes in {@link TroubledIdentities}
   */
  ErrorWatch(String name, int index, Predicate<Outcome> counts) {
    this.name = name;
    this.index = index;
    this.counts = counts;
  }

  String name() {
    return name;
  }

  /**
   * A request of an identity that had some error before, or has it now.
   *
   * @return what it could do again, if the identity had an episode before
   */
  Later seen(Side side, long[] episodeEnds, long now, Outcome outcome) {
    long end = episodeEnds[index];
    if (end > now) {
      return Later.NONE;
    }
    boolean isError = counts.test(outcome);
    if (isError) {
      episodeEnds[index] = now + EPISODE_MILLIS;
    }
    if (end != TroubledIdentities.NEVER) {
      return isError ? Later.EPISODE : Later.EXPOSED;
    }
    set.expose(side, 1);
    if (isError) {
      set.episode(side);
    }
    return Later.NONE;
  }

  /** What a request is exposed to, of an identity that had an episode before. */
  enum Later {
    /** It is in an episode, or had none before. */
    NONE,
    /** It could begin another one. */
    EXPOSED,
    /** It began another one. */
    EPISODE
  }

  /** Ends a stratum, in which so many requests were of identities without any error. */
  void closeStratum(long untroubledFrom, long untroubledTo) {
    set.expose(Side.FROM, untroubledFrom);
    set.expose(Side.TO, untroubledTo);
    set.closeStratum();
  }

  RiskSet set() {
    return set;
  }
}
