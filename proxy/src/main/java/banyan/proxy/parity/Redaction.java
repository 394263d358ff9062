package banyan.proxy.parity;

import banyan.proxy.compare.Difference;
import banyan.proxy.compare.RecordedRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a difference may be kept and shown: paths, but no values of a query; excerpts of values,
 * but nothing that opens a door. Pure functions.
 */
final class Redaction {
  static final String HIDDEN = "(hidden)";

  /** Longer targets are cut. */
  private static final int TARGET_MAX = 200;

  /** Fields whose values are credentials, or name them. */
  private static final Set<String> SECRET_FIELDS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "authentication-info",
          "proxy-authentication-info",
          "www-authenticate",
          "cookie",
          "set-cookie");

  private static final String SECRET_WORDS =
      "passw|secret|token|api[_-]?key|credential|session|cookie|authorization|private[_-]?key|signature";
  private static final Pattern SECRET_NAME =
      Pattern.compile(SECRET_WORDS, Pattern.CASE_INSENSITIVE);

  /** A secret as a member of an object in an excerpt, which may be cut. */
  private static final Pattern SECRET_MEMBER =
      Pattern.compile(
          "(\"[^\"]*(?:"
              + SECRET_WORDS
              + ")[^\"]*\"\\s*:\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|[^,}\\]]+)",
          Pattern.CASE_INSENSITIVE);

  /** JSON Web Tokens (RFC 7519), wherever they stand. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{4,}(?:\\.[\\w-]*){0,4}…?");

  private Redaction() {}

  /** {@code GET /products?limit&q}. */
  static String request(RecordedRequest request) {
    String target = request.target();
    int mark = target.indexOf('?');
    StringBuilder shown = new StringBuilder(request.method()).append(' ').append(request.path());
    if (mark >= 0) {
      char before = '?';
      for (String parameter : target.substring(mark + 1).split("&", -1)) {
        shown.append(before).append(parameter.split("=", 2)[0]);
        before = '&';
        if (shown.length() > TARGET_MAX) {
          break;
        }
      }
    }
    String plain = shown.toString().replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= TARGET_MAX ? plain : plain.substring(0, TARGET_MAX) + "…";
  }

  static Sample sample(Difference found, RecordedRequest request, Instant when) {
    Map<String, Object> json = found.json();
    boolean isSecret = isSecret(found.place());
    return new Sample(
        when,
        request(request),
        shown(json.get("from"), isSecret),
        shown(json.get("to"), isSecret),
        isSecret ? "" : String.valueOf(json.getOrDefault("why", "")));
  }

  private static @Nullable String shown(@Nullable Object value, boolean isSecret) {
    if (value == null) {
      return null;
    }
    if (isSecret) {
      return HIDDEN;
    }
    String text = SECRET_MEMBER.matcher(value.toString()).replaceAll("$1\"" + HIDDEN + "\"");
    return TOKEN.matcher(text).replaceAll(HIDDEN);
  }

  /** A header field that carries credentials, or a member whose name says so. */
  private static boolean isSecret(String place) {
    String lower = place.toLowerCase(Locale.ROOT);
    if (lower.startsWith("header ")) {
      String name = lower.substring("header ".length()).split("[/ ]", 2)[0];
      return SECRET_FIELDS.contains(name) || SECRET_NAME.matcher(name).find();
    }
    return SECRET_NAME.matcher(lower).find();
  }
}
