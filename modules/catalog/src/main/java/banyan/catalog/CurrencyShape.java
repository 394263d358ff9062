package banyan.catalog;

import banyan.platform.http.Shape;
import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * A currency code of ISO 4217. The description gives the form alone, not the codes: which there are
 * comes with the JDK, and the description must not change with it.
 */
final class CurrencyShape implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isTextual() || !Money.CURRENCIES.contains(value.textValue())) {
      violations.add(new Violation(pointer, "must be a currency code of ISO 4217, such as EUR"));
    }
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "string")
        .put("pattern", "^[A-Z]{3}$")
        .put("description", "Currency code of ISO 4217");
  }

  @Override
  public JsonNode example() {
    return TextNode.valueOf("EUR");
  }
}
