package banyan.proxy.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Supplier;

/**
 * One thing that the admin listener answers. The code may block; one thread per request.
 *
 * @param method upper-case; GET answers HEAD too
 * @param path the whole path, without parameters
 * @param isOpen whether it is answered without the token
 */
public record AdminEndpoint(
    String method, String path, boolean isOpen, Supplier<AdminEndpoint.Answer> code) {
  private static final JsonMapper JSON = new JsonMapper();

  /** An endpoint that wants the token. */
  public static AdminEndpoint get(String path, Supplier<Answer> code) {
    return new AdminEndpoint("GET", path, false, code);
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
  }
}
