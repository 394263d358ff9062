package banyan.platform.http;

import banyan.wire.Failure;
import banyan.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /** A failure as its problem, with its fields and {@code Retry-After} in whole seconds. */
  public static Reply failure(Failure failure) {
    Reply reply = new Reply(failure.problem().status(), failure.fields(), failure.problem());
    Duration wait = failure.retryAfter();
    return wait == null
        ? reply
        : reply.with("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  public Reply with(String field, String value) {
    var more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Reply(status, more, body);
  }

  /** The body as it goes over the wire; empty without one. */
  public Optional<Text> text(String requestId) {
    return switch (body) {
      case null -> Optional.empty();
      case Text text -> Optional.of(text);
      case Problem problem -> {
        var json = new String(problem.toJson(requestId), StandardCharsets.UTF_8);
        yield Optional.of(new Text(Problem.MEDIA_TYPE, json));
      }
      default -> Optional.of(new Text(MediaTypes.JSON, StrictJson.write(body)));
    };
  }

  /** A body that is not JSON, such as a page. */
  public record Text(String mediaType, String content) {}
}
