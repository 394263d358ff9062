package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** A whole number within two bounds. {@code 1.0} and {@code 1e3} are not written as one. */
record IntegerShape(long min, long max) implements Shape {
  /** The longest text that is read as a number at all. */
  private static final int DIGITS_MAX = 40;

  private static final Pattern WRITTEN = Pattern.compile("-?(0|[1-9][0-9]*)");

  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isIntegralNumber()) {
      violations.add(new Violation(pointer, "must be a whole number, without quotes or fraction"));
    } else if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      violations.add(new Violation(pointer, "must be from " + min + " to " + max));
    }
  }

  @Override
  public JsonNode ofText(String text) {
    return text.length() <= DIGITS_MAX && WRITTEN.matcher(text).matches()
        ? BigIntegerNode.valueOf(new BigInteger(text))
        : Shapes.textNode(text);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "integer");
    return schema.put("format", "int64").put("minimum", min).put("maximum", max);
  }

  @Override
  public JsonNode example() {
    return LongNode.valueOf(Math.clamp(1990, min, max));
  }
}
