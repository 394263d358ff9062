package banyan.proxy.admin;

import banyan.wire.Problem;
import banyan.wire.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One thing that the admin listener answers. The code may block; one thread per request.
 *
 * @param method upper-case; GET answers HEAD too
 * @param path the whole path, without parameters
 * @param isOpen whether it is answered without the token
 * @param bodyBytesMax a longer body is refused; 0 where none is read
 * @param code answers a request's body, which is UTF-8
 */
public record AdminEndpoint(
    String method,
    String path,
    boolean isOpen,
    int bodyBytesMax,
    Function<String, AdminEndpoint.Answer> code) {
  private static final JsonMapper JSON = new JsonMapper();

  /** An endpoint that reads no body. */
  public AdminEndpoint(String method, String path, boolean isOpen, Supplier<Answer> code) {
    this(method, path, isOpen, 0, _ -> code.get());
  }

  /** An endpoint that wants the token. */
  public static AdminEndpoint get(String path, Supplier<Answer> code) {
    return new AdminEndpoint("GET", path, false, code);
  }

  /** An endpoint that wants the token and reads a body. */
  public static AdminEndpoint post(String path, int bodyBytesMax, Function<String, Answer> code) {
    return new AdminEndpoint("POST", path, false, bodyBytesMax, code);
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
