package banyan.platform.http;

import banyan.wire.Suggestion;
import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One of some words; their case matters. */
record WordShape(List<String> words) implements Shape {
  /** The longest text that is compared for a suggestion. */
  private static final int SUGGESTION_MAX = 64;

  WordShape {
    words = List.copyOf(words);
  }

  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isTextual()) {
      violations.add(new Violation(pointer, "must be text: " + String.join(", ", words)));
      return;
    }
    String text = value.textValue();
    if (!words.contains(text)) {
      String hint = text.length() <= SUGGESTION_MAX ? Suggestion.clause(text, words) : "";
      violations.add(new Violation(pointer, "must be one of: " + String.join(", ", words) + hint));
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    words.forEach(schema.putArray("enum")::add);
    return schema;
  }

  @Override
  public JsonNode example() {
    return Shapes.textNode(words.getFirst());
  }
}
