package banyan.proxy.compare;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The request that both answers are for.
 *
 * @param method in upper case
 * @param target path and query
 */
public record RecordedRequest(
    String method, String target, List<RecordedField> fields, byte[] body) {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  public RecordedRequest {
    method = method.toUpperCase(Locale.ROOT);
    fields = List.copyOf(fields);
  }

  /** The request of a pair that has none: of a path that no id is in. */
  public static RecordedRequest unknown() {
    return new RecordedRequest("GET", "/", List.of(), new byte[0]);
  }

  /** The path; {@code /} where the target is none. */
  public String path() {
    String path = target.split("[?#]", 2)[0];
    return path.startsWith("/") ? path : "/";
  }

  String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** Safe methods (RFC 9110 section 9.2.1) make nothing, so nothing gets a new id. */
  boolean isSafe() {
    return SAFE.contains(method);
  }
}
