package banyan.proxy.match;

import banyan.proxy.match.Given.Pair;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Takes queries and cookies apart. Their size is bounded by that of a request's head. */
public final class HeadText {
  private HeadText() {}

  /**
   * The parameters of a raw query, decoded as forms are (WHATWG URL section 5.1), save that an
   * escape which is none stays as it is.
   */
  public static List<Pair> parameters(@Nullable String query) {
    List<Pair> pairs = new ArrayList<>();
    int end = query == null ? -1 : query.length();
    for (int start = 0; query != null && start <= end; ) {
      int next = query.indexOf('&', start);
      int stop = next < 0 ? end : next;
      if (stop > start) {
        pairs.add(parameter(query.substring(start, stop)));
      }
      start = stop + 1;
    }
    return pairs;
  }

  /** The cookies of every {@code Cookie} field (RFC 6265 section 4.2), without quotes. */
  public static List<Pair> cookies(HttpFields fields) {
    List<Pair> pairs = new ArrayList<>();
    for (HttpField field : fields) {
      if (field.getHeader() == HttpHeader.COOKIE) {
        addCookies(valueOf(field), pairs);
      }
    }
    return pairs;
  }

  static String valueOf(HttpField field) {
    String value = field.getValue();
    return value == null ? "" : value;
  }

  private static void addCookies(String line, List<Pair> pairs) {
    for (int start = 0; start < line.length(); ) {
      int next = line.indexOf(';', start);
      int stop = next < 0 ? line.length() : next;
      String cookie = line.substring(start, stop).strip();
      int equals = cookie.indexOf('=');
      if (equals > 0) {
        pairs.add(new Pair(cookie.substring(0, equals), unquoted(cookie.substring(equals + 1))));
      }
      start = stop + 1;
    }
  }

  private static String unquoted(String value) {
    boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return isQuoted ? value.substring(1, value.length() - 1) : value;
  }

  private static Pair parameter(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Pair(decoded(text), "")
        : new Pair(decoded(text.substring(0, equals)), decoded(text.substring(equals + 1)));
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
