package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text within a length, optionally of a pattern. NUL and half surrogate pairs are refused always:
 * no database column holds them.
 */
public final class TextShape implements Shape {
  private final int min;
  private final int max;
  private final @Nullable Pattern pattern;
  private final @Nullable String rule;
  private final @Nullable String format;
  private final String example;

  TextShape(
      int min,
      int max,
      @Nullable Pattern pattern,
      @Nullable String rule,
      @Nullable String format,
      String example) {
    this.min = min;
    this.max = max;
    this.pattern = pattern;
    this.rule = rule;
    this.format = format;
    this.example = example;
  }

  /**
   * The same, of a pattern.
   *
   * @param regex matches the whole text; of the subset that Java and ECMA-262 share
   * @param rule what a violation says, such as {@code must be three capital letters}
   */
  public TextShape matching(String regex, String rule, String example) {
    return new TextShape(min, max, Pattern.compile(regex), rule, format, example);
  }

  /** The same, with a format of JSON Schema as a remark; it checks nothing. */
  public TextShape format(String name) {
    return new TextShape(min, max, pattern, rule, name, example);
  }

  /** The same, with an example for the description. */
  public TextShape example(String text) {
    return new TextShape(min, max, pattern, rule, format, text);
  }

  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isTextual()) {
      violations.add(new Violation(pointer, "must be text"));
      return;
    }
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (hasUnstorable(text)) {
      violations.add(new Violation(pointer, "must not hold NUL or half a surrogate pair"));
    } else if (length < min || length > max) {
      violations.add(new Violation(pointer, lengthRule()));
    } else if (pattern != null && rule != null && !pattern.matcher(text).matches()) {
      violations.add(new Violation(pointer, rule));
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    schema.put("minLength", min).put("maxLength", max);
    if (pattern != null) {
      schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
    }
    if (format != null) {
      schema.put("format", format);
    }
    schema.putArray("examples").add(example);
    return schema;
  }

  @Override
  public JsonNode example() {
    return TextNode.valueOf(example);
  }

  private String lengthRule() {
    return min == max
        ? "must have " + max + " characters"
        : "must have " + min + " to " + max + " characters";
  }

  static boolean hasUnstorable(String text) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == 0 || Character.isLowSurrogate(unit)) {
        return true;
      }
      if (Character.isHighSurrogate(unit)) {
        at++;
        if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
          return true;
        }
      }
    }
    return false;
  }
}
