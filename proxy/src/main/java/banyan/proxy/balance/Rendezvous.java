package banyan.proxy.balance;

/**
 * Which of several endpoints a key belongs to, the same in every instance and after every start:
 * the highest random weight (Thaler and Ravishankar 1998, weights by the logarithmic method). An
 * endpoint that goes moves its own keys alone; one that comes takes its share from all. Pure
 * functions.
 */
final class Rendezvous {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Rendezvous() {}

  /** A number for a text; equal texts have equal ones on every machine. */
  static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** How much an endpoint wants a key; the highest score gets it. */
  static double score(long keyHash, long endpointHash, int weight) {
    // 53 bits, as many as a double has, and never 0.
    double evenly = ((mixed(keyHash ^ endpointHash) >>> 11) + 0.5) * 0x1.0p-53;
    return -weight / Math.log(evenly);
  }

  /** The finaliser of MurmurHash3: each bit of the input changes half of the output's. */
  private static long mixed(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
