package banyan.proxy.gate;

/**
 * Who has been answered since the weight was set. Identities are told apart up to {@link
 * Margins#USERS_MAX} for each side. Confined to one thread.
 */
final class Exposure {
  private static final int SLOTS = 1 << 14;

  private final long[] answers = new long[2];
  private final int[] users = new int[2];

  /** Identities by open addressing; 0 is a free slot. Never full: users are fewer. */
  private final long[][] slots = new long[2][SLOTS];

  void add(Side side, long identity) {
    int index = side.index();
    answers[index]++;
    if (users[index] >= Margins.USERS_MAX) {
      return;
    }
    long key = identity == 0 ? 1 : identity;
    long[] table = slots[index];
    int slot = (int) (Identity.mixed(key) & (SLOTS - 1));
    while (table[slot] != 0) {
      if (table[slot] == key) {
        return;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    table[slot] = key;
    users[index]++;
  }

  long answers(Side side) {
    return answers[side.index()];
  }

  int users(Side side) {
    return users[side.index()];
  }
}
