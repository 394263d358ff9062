package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Values as people see them in a report: JSON on one line, cut where it is long. */
final class Excerpt {
  static final int LENGTH_MAX = 120;

  private Excerpt() {}

  static String of(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return cut(text.toString());
  }

  static String of(String text) {
    return cut(text);
  }

  /** A scalar without its type: the text, or the lexeme. */
  static String scalarText(JsonNode node) {
    return node.isTextual() ? node.textValue() : JsonNumber.lexeme(node).orElseGet(node::asText);
  }

  /** Stops soon after the limit: a large value costs no more than a small one. */
  private static void write(JsonNode node, StringBuilder text) {
    if (text.length() > LENGTH_MAX) {
      return;
    }
    switch (node) {
      case ObjectNode object -> {
        char before = '{';
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          text.append(before).append('"').append(escaped(field.getKey())).append("\":");
          write(field.getValue(), text);
          before = ',';
          if (text.length() > LENGTH_MAX) {
            return;
          }
        }
        text.append(object.isEmpty() ? "{}" : "}");
      }
      case ArrayNode array -> {
        char before = '[';
        for (JsonNode element : array) {
          text.append(before);
          write(element, text);
          before = ',';
          if (text.length() > LENGTH_MAX) {
            return;
          }
        }
        text.append(array.isEmpty() ? "[]" : "]");
      }
      default -> text.append(scalar(node));
    }
  }

  private static String scalar(JsonNode node) {
    if (node.isTextual()) {
      return '"' + escaped(cut(node.textValue())) + '"';
    }
    return JsonNumber.lexeme(node).orElseGet(node::asText);
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static String cut(String text) {
    if (text.length() <= LENGTH_MAX) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LENGTH_MAX - 2)) ? LENGTH_MAX - 2 : LENGTH_MAX - 1;
    return text.substring(0, end) + "…";
  }
}
