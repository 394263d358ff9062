package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a JSON value or a parameter must look like: declared once, it checks requests and describes
 * them in the OpenAPI document. Immutable.
 */
public interface Shape {
  /** Adds everything wrong with {@code value} at {@code pointer}, all at once. */
  void check(JsonNode value, String pointer, List<Violation> violations);

  /** The JSON Schema (2020-12) of it, as OpenAPI 3.1 takes it. */
  ObjectNode schema();
}
