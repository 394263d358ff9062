package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** A decimal number within two bounds. */
record NumberShape(BigDecimal min, BigDecimal max) implements Shape {
  /** The longest text that is read as a number at all. */
  private static final int DIGITS_MAX = 40;

  private static final Pattern WRITTEN = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isNumber()) {
      violations.add(new Violation(pointer, "must be a number, without quotes"));
    } else if (value.decimalValue().compareTo(min) < 0 || value.decimalValue().compareTo(max) > 0) {
      violations.add(
          new Violation(
              pointer, "must be from " + min.toPlainString() + " to " + max.toPlainString()));
    }
  }

  @Override
  public JsonNode ofText(String text) {
    return text.length() <= DIGITS_MAX && WRITTEN.matcher(text).matches()
        ? DecimalNode.valueOf(new BigDecimal(text))
        : Shapes.textNode(text);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "number");
    return schema.put("minimum", min).put("maximum", max);
  }

  @Override
  public JsonNode example() {
    return DecimalNode.valueOf(min);
  }
}
