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

  /** The body as text; empty without one. */
  public Optional<Text> text(String requestId) {
    return body instanceof Text text ? Optional.of(text) : content(requestId).map(Content::text);
  }

  /** The body as it goes over the wire; empty without one. */
  Optional<Content> content(String requestId) {
    return switch (body) {
      case null -> Optional.empty();
      case Text(String type, String content) ->
          Optional.of(new Content(type, content.getBytes(StandardCharsets.UTF_8)));
      case Problem problem ->
          Optional.of(new Content(Problem.MEDIA_TYPE, problem.toJson(requestId)));
      default -> Optional.of(new Content(MediaTypes.JSON, StrictJson.bytes(body)));
    };
  }

  /** A body that is not JSON, such as a page. */
  public record Text(String mediaType, String content) {}

  /** The bytes of a body; text is in UTF-8. */
  record Content(String mediaType, byte[] bytes) {
    private Text text() {
      return new Text(mediaType, new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
