package banyan.proxy.ingress;

/** The tokens of RFC 9110 section 5.6.2: methods, codings, options. Pure functions. */
final class Tokens {
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Tokens() {}

  /** Whether a text, space around it aside, is one token. */
  static boolean isToken(String text) {
    String bare = text.strip();
    for (int at = 0; at < bare.length(); at++) {
      if (!isCharacter(bare.charAt(at))) {
        return false;
      }
    }
    return !bare.isEmpty();
  }

  private static boolean isCharacter(int c) {
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isLetter || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
  }
}
