package banyan.proxy.gate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identities that had an error. Bounded: at most two generations of {@link #GENERATION_MAX};
 * the older one is forgotten as a whole, and its identities then count as never troubled. Confined
 * to one thread.
 *
 * <p>An identity takes its trouble along to the other side: who cannot but fail is no new error of
 * the candidate's when a greater weight moves him there.
 */
final class TroubledIdentities {
  static final int GENERATION_MAX = 1 << 15;

  private static final int MARKS = 1 << 16;

  private final int kinds;
  private Map<Long, Trouble> young = new HashMap<>();
  private Map<Long, Trouble> old = new HashMap<>();

  /** One bit for some of an identity's bits: most requests are answered without a look-up. */
  private long[] marks = new long[MARKS / Long.SIZE];

  TroubledIdentities(int kinds) {
    this.kinds = kinds;
  }

  /** Null if it never had an error. */
  @Nullable Trouble find(long identity) {
    if (!isMarked(identity)) {
      return null;
    }
    Trouble known = young.get(identity);
    if (known != null) {
      return known;
    }
    known = old.remove(identity);
    if (known != null) {
      put(identity, known);
    }
    return known;
  }

  Trouble findOrEnter(long identity) {
    Trouble known = find(identity);
    if (known != null) {
      return known;
    }
    Trouble entered = new Trouble(kinds);
    put(identity, entered);
    return entered;
  }

  int size() {
    return young.size() + old.size();
  }

  private void put(long identity, Trouble trouble) {
    if (young.size() >= GENERATION_MAX) {
      old = young;
      young = new HashMap<>();
      marks = new long[MARKS / Long.SIZE];
      old.keySet().forEach(this::mark);
    }
    young.put(identity, trouble);
    mark(identity);
  }

  private void mark(long identity) {
    int bit = (int) (identity >>> 48);
    marks[bit >> 6] |= 1L << bit;
  }

  private boolean isMarked(long identity) {
    int bit = (int) (identity >>> 48);
    return (marks[bit >> 6] & (1L << bit)) != 0;
  }
}
