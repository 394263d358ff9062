package banyan.proxy.gate;

/**
 * How often each identity asked before, in {@link #CLASSES} classes: never, less than four times,
 * and four times or more. Confined to one thread.
 *
 * <p>Some clients cannot but fail, and show it with one of their first requests; some ask a
 * thousand times as often as others. Were the requests of both counted alike, one busy client would
 * make its side look sound for nothing that the side does. So a request is compared with those of
 * the other side's clients of the same experience. Each client has one first request, on a side
 * that chance gave it: among those an episode is the candidate's with just the probability of its
 * share, whatever clients are like. The classes are few, that the requests of a side find some to
 * be compared with even where its clients ask less often.
 *
 * <p>Bounded: counts stand at a part of the identity's number. Identities that share a place are
 * taken for more experienced than they are, those of both sides alike.
 */
final class Experience {
  static final int CLASSES = 3;

  /** A byte each. */
  static final int PLACES = 1 << 18;

  private static final int BITS_PER_CLASS = 2;

  /** Requests from which on nothing is told apart. */
  private static final int COUNT_MAX = 1 << (BITS_PER_CLASS * (CLASSES - 2));

  private final byte[] counts = new byte[PLACES];

  /** The class of an identity that asks, and has asked once more from now on. */
  int meet(long identity) {
    int place = (int) (Identity.mixed(identity) & (PLACES - 1));
    int count = counts[place];
    if (count < COUNT_MAX) {
      counts[place]++;
    }
    return classOf(count, CLASSES);
  }

  /**
   * The class after so many requests: each but the first is four times as wide as the one before.
   */
  static int classOf(int count, int classes) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
    return Math.min(classes - 1, (bits + BITS_PER_CLASS - 1) / BITS_PER_CLASS);
  }
}
