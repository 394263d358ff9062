package banyan.proxy.gate;

/**
 * A number for each identity, the same in every process and version: FNV-1a over the characters,
 * mixed with the finaliser of SplitMix64 so that every bit depends on every character. Two
 * identities that share a number count as one client; among a million that happens once in ten
 * million cases.
 */
public final class Identity {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Identity() {}

  public static long of(String name) {
    long print = OFFSET;
    for (int i = 0; i < name.length(); i++) {
      print = (print ^ name.charAt(i)) * PRIME;
    }
    return mixed(print);
  }

  /** The finaliser of SplitMix64: a permutation of the 64-bit numbers. */
  static long mixed(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
