package banyan.platform.telemetry;

import java.util.List;
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
              Redaction::hasSpace),
          rule(
              "\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*",
              MASK,
              text -> text.contains("eyJ")),
          rule(
              "(?i)\\b([a-z][a-z0-9+.-]*://[^/\\s:@]*):[^/\\s@]+@",
              "$1:" + MASK + "@",
              text -> text.contains("://")),
          rule(
              "(?i)(password|passwd|secret|token|api[_-]?key|authorization|cookie)"
                  + "(\"?\\s*[=:]\\s*\"?)(?!\\*\\*\\*|bearer|basic|digest|negotiate)[^\\s,;&\"]+",
              "$1$2" + MASK,
              Redaction::mayAssign));

  private Redaction() {}

  /** The text without its credentials. */
  public static String redact(String text) {
    String redacted = text;
    for (Rule rule : RULES) {
      if (rule.mayMatch().test(redacted)) {
        redacted = rule.pattern().matcher(redacted).replaceAll(rule.replacement());
      }
    }
    return redacted;
  }

  private static boolean hasSpace(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) <= ' ') {
        return true;
      }
    }
    return false;
  }

  /** A time of day has colons too, behind digits: no name of a credential ends in one. */
  private static boolean mayAssign(String text) {
    for (int at = 1; at < text.length(); at++) {
      char mark = text.charAt(at);
      char before = text.charAt(at - 1);
      if ((mark == '=' || mark == ':') && (before < '0' || before > '9')) {
        return true;
      }
    }
    return false;
  }

  private static Rule rule(String pattern, String replacement, Predicate<String> mayMatch) {
    return new Rule(Pattern.compile(pattern), replacement, mayMatch);
  }
}
