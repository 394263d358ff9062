package banyan.platform.http;

import banyan.wire.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers.
 *
 * @param fields response fields besides content type and length
 * @param body a record to be written as JSON, a {@link Problem}, a {@link Text}, or null for none
 */
public record Reply(int status, Map<String, String> fields, @Nullable Object body) {
  public Reply {
    fields = Map.copyOf(fields);
  }

  public static Reply ok(Object body) {
    return new Reply(200, Map.of(), body);
  }

  public static Reply created(String location, Object body) {
    return new Reply(201, Map.of("Location", location), body);
  }

  public static Reply problem(Problem problem) {
    return new Reply(problem.status(), Map.of(), problem);
  }

  public Reply with(String field, String value) {
    var more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Reply(status, more, body);
  }

  /** A body that is not JSON, such as a page. */
  public record Text(String mediaType, String content) {}
}
