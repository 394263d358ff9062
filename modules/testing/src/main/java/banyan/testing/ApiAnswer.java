package banyan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** A response of an API, read as JSON; a missing node where there is no body. */
public record ApiAnswer(HttpResponse<String> response) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public int status() {
    return response.statusCode();
  }

  /** The first value of a field; empty without one. */
  public String field(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public JsonNode json() {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  /** The value at a JSON pointer as text; empty where there is none. */
  public String text(String pointer) {
    return json().at(pointer).asText();
  }

  /** The name of the problem's type. */
  public String problem() {
    return text("/type").replace("/problems/", "");
  }
}
