package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** True or false. */
record FlagShape() implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isBoolean()) {
      violations.add(new Violation(pointer, "must be true or false"));
    }
  }

  @Override
  public JsonNode ofText(String text) {
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> Shapes.textNode(text);
    };
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance.objectNode().put("type", "boolean");
  }

  @Override
  public JsonNode example() {
    return BooleanNode.TRUE;
  }
}
