package banyan.platform.telemetry;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What must never stand in a log line: bearer tokens and other credentials, signed tokens, the
 * passwords in addresses and assignments. Applied to every value as it is written, whatever wrote
 * it. Any thread.
 */
public final class Redaction {
  /** What stands where a credential stood. */
  public static final String MASK = "***";

  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> RULES =
      List.of(
          rule("(?i)\\b(bearer|basic|digest|negotiate)\\s+[A-Za-z0-9._~+/=-]{6,}", "$1 " + MASK),
          rule("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*", MASK),
          rule("(?i)\\b([a-z][a-z0-9+.-]*://[^/\\s:@]*):[^/\\s@]+@", "$1:" + MASK + "@"),
          rule(
              "(?i)(password|passwd|secret|token|api[_-]?key|authorization|cookie)"
                  + "(\"?\\s*[=:]\\s*\"?)(?!\\*\\*\\*|bearer|basic|digest|negotiate)[^\\s,;&\"]+",
              "$1$2" + MASK));

  private Redaction() {}

  /** The text without its credentials. */
  public static String redact(String text) {
    String redacted = text;
    for (Rule rule : RULES) {
      redacted = rule.pattern().matcher(redacted).replaceAll(rule.replacement());
    }
    return redacted;
  }

  private static Rule rule(String pattern, String replacement) {
    return new Rule(Pattern.compile(pattern), replacement);
  }
}
