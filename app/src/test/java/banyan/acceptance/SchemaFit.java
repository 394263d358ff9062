package banyan.acceptance;

import static banyan.acceptance.ApiChanges.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether every value of one schema is a value of another: what is sent against what is taken. For
 * the keywords that our documents use; pure.
 *
 * @param sending the document that the schema of the values belongs to
 * @param taking the document of the schema that they must fit
 */
record SchemaFit(JsonNode sending, JsonNode taking, Side side) {
  /** What the values are; whoever takes an answer ignores members that it does not know. */
  enum Side {
    REQUEST,
    RESPONSE
  }

  private static final int DEPTH_MAX = 32;
  private static final List<String> LOWEST = List.of("minimum", "minLength", "minItems");
  private static final List<String> HIGHEST =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");

  /** One line for each difference, beginning with its JSON pointer; empty when all values fit. */
  List<String> misfits(JsonNode sent, JsonNode taken) {
    List<String> misfits = new ArrayList<>();
    compare("", sent, taken, misfits, 0);
    return misfits;
  }

  private void compare(
      String at, JsonNode sentRaw, JsonNode takenRaw, List<String> misfits, int depth) {
    if (depth > DEPTH_MAX) {
      return;
    }
    JsonNode sent = resolved(sending, sentRaw);
    JsonNode taken = resolved(taking, takenRaw);
    if (sent.has("anyOf") || taken.has("anyOf")) {
      compareAlternatives(at, sent, taken, misfits, depth);
      return;
    }
    compareType(at, sent, taken, misfits);
    compareLimits(at, sent, taken, misfits);
    compareWords(at, sent, taken, misfits);
    compareMembers(at, sent, taken, misfits, depth);
    if (sent.has("items") && taken.has("items")) {
      compare(at + "/items", sent.path("items"), taken.path("items"), misfits, depth + 1);
    }
  }

  private static JsonNode resolved(JsonNode document, JsonNode schema) {
    String reference = schema.path("$ref").asText("");
    return reference.isEmpty() ? schema : document.at(reference.substring(1));
  }

  private void compareAlternatives(
      String at, JsonNode sent, JsonNode taken, List<String> misfits, int depth) {
    for (JsonNode one : alternatives(sent)) {
      boolean isTaken =
          alternatives(taken).stream()
              .anyMatch(
                  other -> {
                    List<String> found = new ArrayList<>();
                    compare(at, one, other, found, depth + 1);
                    return found.isEmpty();
                  });
      if (!isTaken) {
        misfits.add(at + ": an alternative that only one side has: " + one);
      }
    }
  }

  private static List<JsonNode> alternatives(JsonNode schema) {
    return schema.has("anyOf") ? schema.path("anyOf").valueStream().toList() : List.of(schema);
  }

  private static void compareType(String at, JsonNode sent, JsonNode taken, List<String> misfits) {
    String before = sent.path("type").asText("");
    String after = taken.path("type").asText("");
    boolean fits = after.isEmpty() || after.equals(before);
    boolean isWider = after.equals("number") && before.equals("integer");
    if (!fits && !isWider) {
      misfits.add(at + ": the type differs: " + before + ", " + after);
    }
  }

  private static void compareLimits(
      String at, JsonNode sent, JsonNode taken, List<String> misfits) {
    for (String key : LOWEST) {
      if (taken.has(key)
          && (!sent.has(key)
              || sent.path(key).decimalValue().compareTo(taken.path(key).decimalValue()) < 0)) {
        misfits.add(at + ": " + key + " differs");
      }
    }
    for (String key : HIGHEST) {
      if (taken.has(key)
          && (!sent.has(key)
              || sent.path(key).decimalValue().compareTo(taken.path(key).decimalValue()) > 0)) {
        misfits.add(at + ": " + key + " differs");
      }
    }
    if (taken.has("pattern") && !taken.path("pattern").equals(sent.path("pattern"))) {
      misfits.add(at + ": pattern differs");
    }
  }

  private static void compareWords(String at, JsonNode sent, JsonNode taken, List<String> misfits) {
    if (!taken.has("enum")) {
      return;
    }
    List<String> others = new ArrayList<>(words(sent, "enum"));
    others.removeAll(words(taken, "enum"));
    if (!sent.has("enum") || !others.isEmpty()) {
      misfits.add(at + ": enum differs: " + others);
    }
  }

  private void compareMembers(
      String at, JsonNode sent, JsonNode taken, List<String> misfits, int depth) {
    List<String> demanded = new ArrayList<>(words(taken, "required"));
    demanded.removeAll(words(sent, "required"));
    demanded.forEach(member -> misfits.add(at + "/" + member + ": is required on one side alone"));
    for (Map.Entry<String, JsonNode> member : sent.path("properties").properties()) {
      JsonNode other = taken.path("properties").path(member.getKey());
      if (!other.isMissingNode()) {
        compare(at + "/" + member.getKey(), member.getValue(), other, misfits, depth + 1);
      } else if (side == Side.REQUEST && isClosed(taken)) {
        misfits.add(at + "/" + member.getKey() + ": is not taken any more");
      }
    }
    if (side == Side.REQUEST && isClosed(taken) && !isClosed(sent)) {
      misfits.add(at + ": other members are not taken any more");
    }
    if (side == Side.RESPONSE) {
      compareGone(at, sent, taken, misfits);
    }
    if (sent.path("additionalProperties").isObject() && !isClosed(taken)) {
      compare(at + "/*", sent.path("additionalProperties"), open(taken), misfits, depth + 1);
    }
  }

  /** Even a member that could be left out is missed when it never comes again. */
  private static void compareGone(String at, JsonNode sent, JsonNode taken, List<String> misfits) {
    for (Map.Entry<String, JsonNode> member : taken.path("properties").properties()) {
      if (sent.path("properties").path(member.getKey()).isMissingNode()) {
        misfits.add(at + "/" + member.getKey() + ": is gone");
      }
    }
  }

  private static JsonNode open(JsonNode schema) {
    JsonNode others = schema.path("additionalProperties");
    return others.isObject() ? others : MissingNode.getInstance();
  }

  private static boolean isClosed(JsonNode schema) {
    return schema.path("additionalProperties").isBoolean()
        && !schema.path("additionalProperties").asBoolean();
  }
}
