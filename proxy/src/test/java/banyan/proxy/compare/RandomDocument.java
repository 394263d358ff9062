package banyan.proxy.compare;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** A JSON document of chance that can be disguised, and then made wrong in one place. */
final class RandomDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

  private final SplittableRandom random;
  private final Writing writing = new Writing();
  private final Map<String, String> renamed = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private ObjectNode root;

  RandomDocument(SplittableRandom random) {
    this.random = random;
    for (int i = 0; i < 2 + random.nextInt(6); i++) {
      ids.add(id("a"));
    }
    this.root = object(0);
    // Every id stands beside a name of its own, so that it is known which is which.
    ArrayNode named = root.putArray("named");
    for (int i = 0; i < ids.size(); i++) {
      named.addObject().put("id", ids.get(i)).put("label", "n" + (i * 7) % 11);
    }
  }

  RecordedAnswer answer() {
    return new RecordedAnswer(
        200,
        List.of(new RecordedField("Content-Type", "application/json")),
        writing.json(root).getBytes(StandardCharsets.UTF_8));
  }

  /** Renames ids, moves all moments by one time, shuffles lists that are not sorted, reformats. */
  void disguise() {
    ids.forEach(id -> renamed.put(id, random.nextBoolean() && renamed.isEmpty() ? id : id("b")));
    if (renamed.entrySet().stream().anyMatch(entry -> entry.getKey().equals(entry.getValue()))) {
      // All or none: some would be wrong ids.
      ids.forEach(id -> renamed.put(id, id));
    }
    int skew = random.nextInt(9) - 4;
    root = (ObjectNode) disguised(root, skew);
    writing.isSpaced = random.nextBoolean();
    writing.isEscaped = random.nextBoolean();
    writing.isShuffled = random.nextBoolean();
  }

  /** Makes one thing wrong; returns what, or nothing where there is nothing to spoil. */
  String plant() {
    List<ObjectNode> objects = new ArrayList<>();
    List<ArrayNode> arrays = new ArrayList<>();
    collect(root, objects, arrays);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return "";
    }
    String name = names.get(random.nextInt(names.size()));
    JsonNode value = object.path(name);
    return switch (random.nextInt(4)) {
      case 0 -> {
        object.remove(name);
        yield "lost " + name;
      }
      case 1 -> {
        object.put("surplus", 1);
        yield "surplus beside " + name;
      }
      case 2 -> spoil(object, name, value);
      default -> {
        ArrayNode array = arrays.get(random.nextInt(arrays.size()));
        if (array.isEmpty()) {
          yield "";
        }
        int index = random.nextInt(array.size());
        boolean isLost = random.nextBoolean();
        if (isLost) {
          array.remove(index);
        } else {
          array.insert(index, array.get(index).deepCopy());
        }
        yield (isLost ? "lost element " : "element twice ") + index;
      }
    };
  }

  private String spoil(ObjectNode object, String name, JsonNode value) {
    if (value.isBoolean()) {
      object.put(name, !value.booleanValue());
    } else if (value.isTextual() && ids.size() > 1 && renamed.containsValue(value.textValue())) {
      // The id of another object, of which the answer knows the name.
      String other = renamed.getOrDefault(ids.getFirst(), "");
      object.put(
          name, other.equals(value.textValue()) ? renamed.getOrDefault(ids.get(1), "") : other);
    } else if (value.isTextual() && value.textValue().endsWith("Z")) {
      object.put(name, Instant.parse(value.textValue()).plusSeconds(3600).toString());
    } else if (value.isTextual()) {
      object.put(name, value.textValue() + "x");
    } else if (value.isContainerNode() || value.isNull()) {
      object.put(name, false);
    } else {
      object.set(name, JsonNumber.of(Excerpt.scalarText(value) + "1"));
    }
    return "spoilt " + name + ", was " + Excerpt.of(value);
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    int fields = 1 + random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      object.set("f" + i, depth < 3 ? any(depth) : scalar());
    }
    return object;
  }

  private JsonNode any(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> object(depth + 1);
      case 1 -> records(depth);
      case 2 -> words();
      default -> scalar();
    };
  }

  /** Elements with a key, in an order that no field has. */
  private ArrayNode records(int depth) {
    ArrayNode records = NODES.arrayNode();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      ObjectNode element = object(depth + 1);
      element.put("code", "k" + (i * 5 + 3) % 7 + (char) ('a' + random.nextInt(26)));
      records.add(element);
    }
    return records;
  }

  private ArrayNode words() {
    ArrayNode words = NODES.arrayNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      words.add("w" + random.nextInt(100));
    }
    return words;
  }

  private JsonNode scalar() {
    return switch (random.nextInt(8)) {
      case 0 -> BooleanNode.valueOf(random.nextBoolean());
      case 1 -> NullNode.instance;
      case 2 -> JsonNumber.of(Integer.toString(random.nextInt(1000)));
      case 3 -> JsonNumber.of(random.nextInt(100) + ".50");
      case 4 -> TextNode.valueOf(ids.get(random.nextInt(ids.size())));
      case 5 -> TextNode.valueOf(DAY.plusSeconds(random.nextInt(8_000_000)).toString());
      default -> TextNode.valueOf("ä/ö " + random.nextInt(1000));
    };
  }

  private JsonNode disguised(JsonNode node, int skew) {
    switch (node) {
      case ObjectNode object -> {
        ObjectNode fresh = NODES.objectNode();
        object
            .properties()
            .forEach(field -> fresh.set(field.getKey(), disguised(field.getValue(), skew)));
        return fresh;
      }
      case ArrayNode array -> {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        if (isFree(array, elements)) {
          Collections.shuffle(elements, new Random(random.nextLong()));
        }
        ArrayNode fresh = NODES.arrayNode();
        elements.forEach(element -> fresh.add(disguised(element, skew)));
        return fresh;
      }
      case TextNode text -> {
        String value = text.textValue();
        return TextNode.valueOf(
            value.endsWith("Z")
                ? Instant.parse(value).plusSeconds(skew).toString()
                : renamed.getOrDefault(value, value));
      }
      default -> {
        return node;
      }
    }
  }

  /** Whether nothing sorts a list: one that is sorted by chance is left alone. */
  private static boolean isFree(ArrayNode array, List<JsonNode> elements) {
    List<JsonNode> reversed = new ArrayList<>(elements).reversed();
    return array.size() > 2
        && SortEvidence.broken("list", elements, reversed).isEmpty()
        && ListKind.of(Place.BODY.field("list"), array, array) == ListKind.COLLECTION;
  }

  private String id(String prefix) {
    return "%s%07x-0000-4000-8000-%012x"
        .formatted(prefix, random.nextInt(1 << 28), random.nextLong(1L << 48));
  }

  private static void collect(JsonNode node, List<ObjectNode> objects, List<ArrayNode> arrays) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    if (node instanceof ArrayNode array) {
      arrays.add(array);
    }
    node.forEach(child -> collect(child, objects, arrays));
  }
}
