package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** An array of at most {@code max} values of one shape. */
record ArrayShape(Shape each, int max) implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isArray()) {
      violations.add(new Violation(pointer, "must be an array"));
      return;
    }
    if (value.size() > max) {
      violations.add(new Violation(pointer, "must have at most " + max + " values"));
      return;
    }
    for (int i = 0; i < value.size() && violations.size() < VIOLATIONS_MAX; i++) {
      each.check(value.get(i), pointer + "/" + i, violations);
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.put("maxItems", max).set("items", each.schema());
    return schema;
  }

  @Override
  public JsonNode example() {
    return JsonNodeFactory.instance.arrayNode().add(each.example());
  }

  @Override
  public Map<String, ObjectNode> definitions() {
    return each.definitions();
  }
}
