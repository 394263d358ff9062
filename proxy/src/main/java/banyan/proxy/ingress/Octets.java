package banyan.proxy.ingress;

import java.util.BitSet;

/** The characters of a path and their escapes (RFC 3986 sections 2 and 3.3). */
final class Octets {
  private static final String HEX = "0123456789ABCDEF";
  private static final BitSet UNRESERVED = unreserved();
  private static final BitSet PATH = path();

  private Octets() {}

  /** A character that may stand in a path as it is; {@code ;} may not, we refuse parameters. */
  static boolean isPathCharacter(char c) {
    return PATH.get(c);
  }

  static boolean isUnreserved(char c) {
    return UNRESERVED.get(c);
  }

  /** The octet that {@code %XX} at a position stands for; -1 where it is not one. */
  static int at(String text, int percent) {
    if (!isHexPair(text, percent + 1)) {
      return -1;
    }
    return Integer.parseInt(text, percent + 1, percent + 3, 16);
  }

  static boolean isHexPair(CharSequence text, int from) {
    return from + 2 <= text.length()
        && Character.digit(text.charAt(from), 16) >= 0
        && Character.digit(text.charAt(from + 1), 16) >= 0;
  }

  static void append(StringBuilder out, int octet) {
    out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
  }

  private static BitSet unreserved() {
    BitSet set = new BitSet(128);
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    set.set('0', '9' + 1);
    "-._~".chars().forEach(set::set);
    return set;
  }

  private static BitSet path() {
    BitSet set = unreserved();
    "/:@!$&'()*+,=".chars().forEach(set::set);
    return set;
  }
}
