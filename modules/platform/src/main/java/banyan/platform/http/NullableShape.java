package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A shape, or null. */
record NullableShape(Shape shape) implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isNull()) {
      shape.check(value, pointer, violations);
    }
  }

  @Override
  public JsonNode ofText(String text) {
    return shape.ofText(text);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").add(shape.schema()).addObject().put("type", "null");
    return schema;
  }

  @Override
  public JsonNode example() {
    return shape.example();
  }

  @Override
  public Map<String, ObjectNode> definitions() {
    return shape.definitions();
  }
}
