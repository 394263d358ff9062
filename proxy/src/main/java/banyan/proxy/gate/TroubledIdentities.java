package banyan.proxy.gate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identities that had an error, each with the moment until which it is in an episode, by kind
 * of error. Bounded: at most two generations of {@link #GENERATION_MAX}; the older one is forgotten
 * as a whole, and its identities then count as never troubled. Confined to one thread.
 */
final class TroubledIdentities {
  static final int GENERATION_MAX = 1 << 15;

  /** Of a kind of error that an identity never had. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int MARKS = 1 << 16;

  private final int kinds;
  private Map<Long, long[]> young = new HashMap<>();
  private Map<Long, long[]> old = new HashMap<>();

  /** One bit for some of a key's bits: most requests are answered without a look-up. */
  private long[] marks = new long[MARKS / Long.SIZE];

  TroubledIdentities(int kinds) {
    this.kinds = kinds;
  }

  /** The ends of its episodes by kind, to be read and written; null if it never had an error. */
  long @Nullable [] find(Side side, long identity) {
    long key = key(side, identity);
    if (!isMarked(key)) {
      return null;
    }
    long[] ends = young.get(key);
    if (ends != null) {
      return ends;
    }
    ends = old.remove(key);
    if (ends != null) {
      put(key, ends);
    }
    return ends;
  }

  long[] findOrEnter(Side side, long identity) {
    long[] known = find(side, identity);
    if (known != null) {
      return known;
    }
    long[] ends = new long[kinds];
    Arrays.fill(ends, NEVER);
    put(key(side, identity), ends);
    return ends;
  }

  int size() {
    return young.size() + old.size();
  }

  private void put(long key, long[] ends) {
    if (young.size() >= GENERATION_MAX) {
      old = young;
      young = new HashMap<>();
      marks = new long[MARKS / Long.SIZE];
      old.keySet().forEach(this::mark);
    }
    young.put(key, ends);
    mark(key);
  }

  /** An identity that changes sides begins anew. */
  private static long key(Side side, long identity) {
    return side == Side.TO ? ~identity : identity;
  }

  private void mark(long key) {
    int bit = (int) (key >>> 48);
    marks[bit >> 6] |= 1L << bit;
  }

  private boolean isMarked(long key) {
    int bit = (int) (key >>> 48);
    return (marks[bit >> 6] & (1L << bit)) != 0;
  }
}
