package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file of the stranger's: a request, an answer, and changes of it. {@code same} has changes
 * that nobody minds, by their names. {@code different} has what is wrong, by its name, as a list of
 * changes; each says {@code of} which answers it is one: of {@code from}, or of those in {@code
 * same}.
 *
 * <p>A change has a {@code status}; {@code headers}, where null takes one away; and {@code text} or
 * {@code base64}, anew, or as pairs of what stood there, exactly once, and what stands there now.
 */
record StrangersAnswers(String name, JsonNode document) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The answers that say the same, by what was changed. */
  Map<String, ObjectNode> same() {
    Map<String, ObjectNode> same = new LinkedHashMap<>();
    document
        .path("same")
        .properties()
        .forEach(
            change -> same.put(change.getKey(), changed(document.path("from"), change.getValue())));
    assertThat(same).as(name).isNotEmpty();
    return same;
  }

  /** The answers in which something is wrong, by what is, and beside what. */
  Map<String, ObjectNode> different() {
    Map<String, ObjectNode> same = same();
    Map<String, ObjectNode> different = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> wrong : document.path("different").properties()) {
      for (JsonNode change : wrong.getValue()) {
        for (JsonNode of : change.path("of")) {
          boolean isAlone = of.textValue().equals("from");
          JsonNode answer = isAlone ? document.path("from") : same.get(of.textValue());
          assertThat(answer).as(name + " " + wrong.getKey() + " " + of).isNotNull();
          different.put(wrong.getKey() + " of " + of.textValue(), changed(answer, change));
        }
      }
    }
    assertThat(different).as(name).isNotEmpty();
    return different;
  }

  /** A recorded pair with an answer. */
  ObjectNode pair(JsonNode to) {
    ObjectNode pair = JSON.createObjectNode();
    if (document.has("request")) {
      pair.set("request", document.path("request"));
    }
    pair.set("from", document.path("from"));
    pair.set("to", to);
    return pair;
  }

  private ObjectNode changed(JsonNode answer, JsonNode change) {
    ObjectNode changed = answer.deepCopy();
    for (Map.Entry<String, JsonNode> part : change.properties()) {
      switch (part.getKey()) {
        case "of" -> {
          // Not of the answer.
        }
        case "status" -> changed.set("status", part.getValue());
        case "headers" -> {
          for (Map.Entry<String, JsonNode> header : part.getValue().properties()) {
            changed.withObjectProperty("headers").set(header.getKey(), header.getValue());
            if (header.getValue().isNull()) {
              changed.withObjectProperty("headers").remove(header.getKey());
            }
          }
        }
        case "text", "base64" -> {
          if (part.getValue().isNull()) {
            changed.remove(part.getKey());
          } else {
            String before = answer.path(part.getKey()).asText();
            changed.put(part.getKey(), changedText(before, part.getValue()));
          }
        }
        default -> throw new IllegalArgumentException(name + ": unknown " + part.getKey());
      }
    }
    return changed;
  }

  private String changedText(String before, JsonNode change) {
    if (change.isTextual()) {
      return change.textValue();
    }
    TreeMap<Integer, JsonNode> places = new TreeMap<>();
    for (JsonNode part : change) {
      String was = part.path(0).asText();
      int at = before.indexOf(was);
      assertThat(at).as(name + ": place of " + was).isNotNegative();
      assertThat(before.lastIndexOf(was)).as(name + ": only place of " + was).isEqualTo(at);
      places.put(at, part);
    }
    StringBuilder after = new StringBuilder(before);
    places
        .descendingMap()
        .forEach(
            (at, part) ->
                after.replace(at, at + part.path(0).asText().length(), part.path(1).asText()));
    return after.toString();
  }
}
