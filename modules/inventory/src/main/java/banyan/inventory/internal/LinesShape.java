package banyan.inventory.internal;

import banyan.inventory.ReserveStock;
import banyan.platform.http.Shape;
import banyan.platform.http.Shapes;
import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a new reservation: some, but no SKU twice. */
record LinesShape(Shape each) implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    array().check(value, pointer, violations);
    if (value.isArray() && value.isEmpty()) {
      violations.add(new Violation(pointer, "must have at least one line"));
    }
    if (value.isArray() && value.size() <= ReserveStock.LINES_MAX) {
      refuseTwins(value, pointer, violations);
    }
  }

  private static void refuseTwins(JsonNode lines, String pointer, List<Violation> violations) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      JsonNode sku = lines.get(i).path("sku");
      Integer earlier = sku.isTextual() ? places.putIfAbsent(sku.textValue(), i) : null;
      if (earlier != null) {
        violations.add(
            new Violation(
                pointer + "/" + i + "/sku", "stands in line " + earlier + ", too: add them up"));
      }
    }
  }

  @Override
  public ObjectNode schema() {
    return array().schema().put("minItems", 1);
  }

  @Override
  public JsonNode example() {
    return array().example();
  }

  @Override
  public Map<String, ObjectNode> definitions() {
    return each.definitions();
  }

  private Shape array() {
    return Shapes.array(each, ReserveStock.LINES_MAX);
  }
}
