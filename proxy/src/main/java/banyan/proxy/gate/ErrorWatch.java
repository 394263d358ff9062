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
  private final RiskSet set = new RiskSet(Experience.CLASSES);

  /**
   * @param index of this kind among those of {@link Trouble}
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
   * @param experience the identity's class
   * @return what it could do again, if the identity had an episode before
   */
  Later seen(Side side, int experience, Trouble trouble, long now, Outcome outcome) {
    long end = trouble.episodeEnd(index);
    if (end > now) {
      return Later.NONE;
    }
    boolean isError = counts.test(outcome);
    if (isError) {
      trouble.beginEpisode(index, now + EPISODE_MILLIS);
    }
    if (end != Trouble.NEVER) {
      return isError ? Later.EPISODE : Later.EXPOSED;
    }
    set.expose(side, experience, 1);
    if (isError) {
      set.episode(side, experience);
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

  /**
   * Ends a stratum.
   *
   * @param untroubled its requests of identities without any error, by experience and side
   */
  void closeStratum(long[][] untroubled) {
    for (int experience = 0; experience < untroubled.length; experience++) {
      for (Side side : Side.values()) {
        set.expose(side, experience, untroubled[experience][side.index()]);
      }
    }
    set.closeStratum();
  }

  RiskSet set() {
    return set;
  }
}
