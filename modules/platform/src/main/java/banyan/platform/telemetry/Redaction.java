package banyan.platform.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What must never stand in a log line: bearer tokens and other credentials, signed tokens, the
 * passwords in addresses and assignments. Applied to every value as it is written, whatever wrote
 * it. Any thread.
 */
public final class Redaction {
  /** What stands where a credential stood. */
  public static final String MASK = "***";

  /**
   * One kind of credential.
   *
   * @param mayMatch whether a text has what every match of the pattern has. Nearly no value of a
   *     log line does, and looking for it costs far less than the pattern
   */
  private record Rule(Pattern pattern, String replacement, Predicate<String> mayMatch) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "(?i)\\b(bearer|basic|digest|negotiate)\\s+[A-Za-z0-9._~+/=-]{6,}",
              "$1 " + MASK,
              Redaction::mayNameAScheme),
          rule(
              "\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*",
              MASK,
              text -> text.contains("eyJ")),
          rule(
              "(?i)\\b([a-z][a-z0-9+.-]*://[^/\\s:@]*):[^/\\s@]+@",
              "$1:" + MASK + "@",
              text -> text.indexOf('@') > 0 && text.contains("://")),
          rule(
              "(?i)(password|passwd|secret|token|api[_-]?key|authorization|cookie)"
                  + "(\"?\\s*[=:]\\s*\"?)(?!\\*\\*\\*|bearer|basic|digest|negotiate)[^\\s,;&\"]+",
              "$1$2" + MASK,
              Redaction::mayAssign));

  /** The last letters of bearer, basic, digest and negotiate. */
  private static final Set<String> SCHEME_ENDS = Set.of("er", "ic", "st", "te");

  /** The last letters of password, passwd, secret, token, api key, authorization and cookie. */
  private static final String NAME_ENDS = "dtnyeDTNYE";

  private Redaction() {}

  /** The text without its credentials. */
  public static String redact(String text) {
    if (isHarmless(text)) {
      return text;
    }
    String redacted = text;
    for (Rule rule : RULES) {
      if (rule.mayMatch().test(redacted)) {
        redacted = rule.pattern().matcher(redacted).replaceAll(rule.replacement());
      }
    }
    return redacted;
  }

  /** Whether a text has nothing of what every rule looks for: one look instead of four. */
  private static boolean isHarmless(String text) {
    for (int at = 0; at < text.length(); at++) {
      char mark = text.charAt(at);
      boolean isSuspicious =
          mark <= ' '
              || mark == ':'
              || mark == '='
              || (mark == 'J' && text.startsWith("ey", at - 2));
      if (isSuspicious) {
        return false;
      }
    }
    return true;
  }

  /** Whether a space stands behind the end of a scheme's name. */
  private static boolean mayNameAScheme(String text) {
    for (int at = 2; at < text.length(); at++) {
      if (text.charAt(at) <= ' ') {
        String end = text.substring(at - 2, at).toLowerCase(Locale.ROOT);
        if (SCHEME_ENDS.contains(end)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether an equals sign or a colon stands behind the last letter of a credential's name, as far
   * as white space and a quote allow. Times of day and addresses have colons, too.
   */
  private static boolean mayAssign(String text) {
    for (int at = 1; at < text.length(); at++) {
      char mark = text.charAt(at);
      if ((mark == '=' || mark == ':') && endsAName(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAName(String text, int end) {
    int last = end - 1;
    while (last > 0 && text.charAt(last) <= ' ') {
      last--;
    }
    if (last > 0 && text.charAt(last) == '"') {
      last--;
    }
    return NAME_ENDS.indexOf(text.charAt(last)) >= 0;
  }

  private static Rule rule(String pattern, String replacement, Predicate<String> mayMatch) {
    return new Rule(Pattern.compile(pattern), replacement, mayMatch);
  }
}
