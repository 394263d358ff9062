package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A moment that the calendar has.
 *
 * @param text how it is written
 */
record InstantShape(TextShape text) implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    int before = violations.size();
    text.check(value, pointer, violations);
    if (violations.size() == before && !Shapes.isInstant(value.textValue())) {
      violations.add(new Violation(pointer, "must be a time that the calendar has"));
    }
  }

  @Override
  public ObjectNode schema() {
    return text.schema();
  }

  @Override
  public JsonNode example() {
    return text.example();
  }
}
