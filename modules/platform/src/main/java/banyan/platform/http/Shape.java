package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/**
 * What a JSON value or a parameter must look like: declared once, it checks requests and describes
 * them in the OpenAPI document. Immutable; {@link Shapes} makes them.
 */
public interface Shape {
  /** The most violations that one answer lists; the checks stop there. */
  int VIOLATIONS_MAX = 100;

  /** Adds everything wrong with {@code value} at {@code pointer}, all at once. */
  void check(JsonNode value, String pointer, List<Violation> violations);

  /**
   * The JSON Schema (2020-12) of it, as OpenAPI 3.1 takes it; a named shape is a reference into
   * {@link #definitions}.
   */
  ObjectNode schema();

  /** A value that has this shape. */
  JsonNode example();

  /** The schemas of the named shapes in it, itself included, by name. */
  default Map<String, ObjectNode> definitions() {
    return Map.of();
  }

  /** The JSON value that the text of a parameter stands for. */
  default JsonNode ofText(String text) {
    return TextNode.valueOf(text);
  }
}
