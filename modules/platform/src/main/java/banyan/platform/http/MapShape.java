package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** An object with keys of the client's choice, at most {@code max} of them, values of one shape. */
record MapShape(Shape each, int max) implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isObject()) {
      violations.add(new Violation(pointer, "must be an object"));
      return;
    }
    if (value.size() > max) {
      violations.add(new Violation(pointer, "must have at most " + max + " members"));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (violations.size() >= VIOLATIONS_MAX) {
        return;
      }
      String at = ObjectShape.pointer(pointer, entry.getKey());
      if (TextShape.hasUnstorable(entry.getKey())) {
        violations.add(new Violation(at, "the name must not hold NUL or half a surrogate pair"));
      }
      each.check(entry.getValue(), at, violations);
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.put("maxProperties", max).set("additionalProperties", each.schema());
    return schema;
  }

  @Override
  public JsonNode example() {
    return JsonNodeFactory.instance.objectNode().set("key", each.example());
  }

  @Override
  public Map<String, ObjectNode> definitions() {
    return each.definitions();
  }
}
