package banyan.proxy.match;

/**
 * A number that stands for a value, so that it can be compared and not be read: FNV-1a with 64 bits
 * over the characters. It is no cryptographic digest; whoever has one may try short values against
 * it, so it stays within the process.
 */
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Of every value that no condition can name, since it is longer than any. */
  private static final long TOO_LONG = 0;

  private Fingerprint() {}

  public static long of(String value) {
    if (value.length() > Condition.VALUE_LENGTH_MAX) {
      return TOO_LONG;
    }
    long print = OFFSET;
    for (int i = 0; i < value.length(); i++) {
      print = (print ^ value.charAt(i)) * PRIME;
    }
    return print;
  }
}
