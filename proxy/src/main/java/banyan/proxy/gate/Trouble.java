package banyan.proxy.gate;

import java.util.Arrays;

/** What is known of an identity that had an error, on either side. Confined to one thread. */
final class Trouble {
  /** The end of an episode that never began. */
  static final long NEVER = Long.MIN_VALUE;

  /** The moments until which it is in an episode, by kind of error. */
  private final long[] episodeEnds;

  private int laterEpisodes;
  private int requestsSince;

  /**
   * @param kinds of errors
   */
  Trouble(int kinds) {
    episodeEnds = new long[kinds];
    Arrays.fill(episodeEnds, NEVER);
  }

  long episodeEnd(int kind) {
    return episodeEnds[kind];
  }

  void beginEpisode(int kind, long end) {
    episodeEnds[kind] = end;
  }

  /** Episodes after the first one, of any kind of error. */
  int laterEpisodes() {
    return laterEpisodes;
  }

  /** Requests since the last episode that could have begun another. */
  int requestsSince() {
    return requestsSince;
  }

  /** Counts a request that could begin another episode. */
  void countRequest(boolean isEpisode) {
    laterEpisodes += isEpisode ? 1 : 0;
    requestsSince = isEpisode ? 0 : requestsSince + 1;
  }
}
