package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** How a tree becomes text: what a writer may choose without saying anything else. */
final class Writing {
  boolean isSpaced;
  boolean isEscaped;
  boolean isShuffled;
  boolean isQuoted;
  String lineEnd = "\n";
  String start = "";
  String end = "";
  String comment = "";

  String json(JsonNode node) {
    return start + value(node) + end;
  }

  String value(JsonNode node) {
    String gap = isSpaced ? "\n  " : "";
    return switch (node) {
      case ObjectNode object -> {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        if (isShuffled) {
          Collections.shuffle(fields, new Random(fields.size()));
        }
        yield fields.stream()
            .map(field -> gap + text(field.getKey()) + ":" + gap + value(field.getValue()))
            .collect(Collectors.joining(",", "{", gap + "}"));
      }
      case ArrayNode array -> {
        List<String> values = new ArrayList<>();
        array.forEach(element -> values.add(gap + value(element)));
        yield "[" + String.join(",", values) + gap + "]";
      }
      default ->
          node.isTextual()
              ? text(node.textValue())
              : JsonNumber.lexeme(node).orElseGet(node::asText);
    };
  }

  private String text(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        escaped.append('\\').append(letter);
      } else if (isEscaped && letter == '/') {
        escaped.append("\\/");
      } else if (letter < ' ' || (isEscaped && letter > '~')) {
        escaped.append("\\u%04x".formatted((int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.append('"').toString();
  }
}
