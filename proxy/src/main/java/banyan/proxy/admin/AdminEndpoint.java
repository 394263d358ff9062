package banyan.proxy.admin;

import banyan.wire.Problem;
import banyan.wire.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the admin listener answers. The code may block; one thread per request.
 *
 * @param method upper-case; GET answers HEAD too
 * @param path the whole path, without parameters
 * @param role whose token is needed at least; null where it is answered without
 * @param bodyBytesMax a longer body is refused; 0 where none is read
 * @param code answers a request, whose body is UTF-8
 */
public record AdminEndpoint(
    String method,
    String path,
    @Nullable AdminRole role,
    int bodyBytesMax,
    Function<AdminRequest, AdminEndpoint.Answer> code) {
  private static final JsonMapper JSON = new JsonMapper();

  /** An endpoint that reads no body and is answered to everybody. */
  public static AdminEndpoint open(String path, Supplier<Answer> code) {
    return new AdminEndpoint("GET", path, null, 0, _ -> code.get());
  }

  /** An endpoint that shows something. */
  public static AdminEndpoint get(String path, Supplier<Answer> code) {
    return new AdminEndpoint("GET", path, AdminRole.VIEWER, 0, _ -> code.get());
  }

  /** An endpoint that answers a question, and changes nothing. */
  public static AdminEndpoint ask(String path, int bodyBytesMax, Function<String, Answer> code) {
    return new AdminEndpoint(
        "POST", path, AdminRole.VIEWER, bodyBytesMax, request -> code.apply(request.body()));
  }

  /** An endpoint that changes something. */
  public static AdminEndpoint post(
      String path, int bodyBytesMax, Function<AdminRequest, Answer> code) {
    return new AdminEndpoint("POST", path, AdminRole.OPERATOR, bodyBytesMax, code);
  }

  /** What an endpoint answers. */
  public record Answer(int status, String mediaType, String body) {
    /** A value as JSON: records, maps, lists and plain values. */
    public static Answer json(int status, Object value) {
      try {
        return new Answer(status, "application/json", JSON.writeValueAsString(value));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an answer that is no JSON", e);
      }
    }

    /** A body that is not what the endpoint takes. */
    public static Answer malformed(String detail) {
      byte[] problem =
          Problem.of(Problems.MALFORMED_REQUEST, detail).toJson(UUID.randomUUID().toString());
      return new Answer(400, Problem.MEDIA_TYPE, new String(problem, StandardCharsets.UTF_8));
    }
  }
}
