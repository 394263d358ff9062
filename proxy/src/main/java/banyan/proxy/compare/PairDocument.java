package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import banyan.proxy.adapt.JsonNumber;
import banyan.proxy.compare.PairFolder.Faulty;
import banyan.wire.Suggestion;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pair as one JSON document: {@code {"request": …, "from": …, "to": …}}, each with its headers
 * and one of {@code body} (any JSON value, whose numbers keep their lexemes), {@code text} and
 * {@code base64}.
 */
final class PairDocument {
  private static final Set<String> KEYS = new TreeSet<>(Set.of("request", "from", "to"));
  private static final Set<String> BODIES = new TreeSet<>(Set.of("body", "text", "base64"));
  private static final Set<String> ANSWER_KEYS =
      new TreeSet<>(Set.of("status", "headers", "body", "text", "base64"));
  private static final Set<String> REQUEST_KEYS =
      new TreeSet<>(Set.of("method", "target", "headers", "body", "text", "base64"));

  private final Path file;

  PairDocument(Path file) {
    this.file = file;
  }

  RecordedPair read(byte[] bytes, String name) throws Faulty {
    JsonNode root = parse(bytes);
    check(root, "", KEYS);
    return new RecordedPair(
        name,
        root.has("request") ? request(root.path("request")) : RecordedRequest.unknown(),
        answer(demand(root, "", "from"), "/from"),
        answer(demand(root, "", "to"), "/to"));
  }

  private JsonNode parse(byte[] bytes) throws Faulty {
    try {
      return JsonBody.read(bytes);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Faulty(file + ":" + line + ": is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new Faulty(file + ": is not read: " + e.getMessage(), e);
    }
  }

  private RecordedRequest request(JsonNode node) throws Faulty {
    check(node, "/request", REQUEST_KEYS);
    return new RecordedRequest(
        text(node, "/request", "method", "GET"),
        text(node, "/request", "target", "/"),
        fields(node, "/request"),
        body(node, "/request"));
  }

  private RecordedAnswer answer(JsonNode node, String place) throws Faulty {
    check(node, place, ANSWER_KEYS);
    String status = JsonNumber.lexeme(demand(node, place, "status")).orElse("");
    if (!status.matches("[1-5][0-9]{2}")) {
      throw fault(place + "/status", "write a number such as 200");
    }
    return new RecordedAnswer(Integer.parseInt(status), fields(node, place), body(node, place));
  }

  private List<RecordedField> fields(JsonNode node, String place) throws Faulty {
    List<RecordedField> fields = new ArrayList<>();
    JsonNode headers = node.path("headers");
    if (!headers.isMissingNode() && !headers.isObject()) {
      throw fault(place + "/headers", "write {\"Content-Type\": \"application/json\"}");
    }
    for (Map.Entry<String, JsonNode> header : headers.properties()) {
      Iterable<JsonNode> values =
          header.getValue().isArray() ? header.getValue() : List.of(header.getValue());
      for (JsonNode value : values) {
        if (!value.isTextual()) {
          throw fault(place + "/headers/" + header.getKey(), "write a text, or a list of texts");
        }
        fields.add(new RecordedField(header.getKey(), value.textValue().strip()));
      }
    }
    return fields;
  }

  private byte[] body(JsonNode node, String place) throws Faulty {
    List<String> given = BODIES.stream().filter(node::has).toList();
    if (given.size() > 1) {
      throw fault(place, "has " + String.join(" and ", given) + "; keep one");
    }
    if (given.isEmpty()) {
      return new byte[0];
    }
    JsonNode body = node.path(given.getFirst());
    return switch (given.getFirst()) {
      case "body" -> written(body, place);
      case "text" -> text(node, place, "text", "").getBytes(StandardCharsets.UTF_8);
      default -> decoded(text(node, place, "base64", ""), place);
    };
  }

  private byte[] written(JsonNode body, String place) throws Faulty {
    try {
      return JsonBody.write(body, (int) PairFolder.FILE_BYTES_MAX);
    } catch (IOException e) {
      throw new Faulty(file + ": " + place + "/body: " + e.getMessage(), e);
    }
  }

  private byte[] decoded(String text, String place) throws Faulty {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Faulty(file + ": " + place + "/base64: is no base64: " + e.getMessage(), e);
    }
  }

  private String text(JsonNode node, String place, String key, String fallback) throws Faulty {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw fault(place + "/" + key, "write a text");
    }
    return value.asText(fallback);
  }

  private JsonNode demand(JsonNode node, String place, String key) throws Faulty {
    JsonNode value = node.get(key);
    if (value == null) {
      throw fault(place + "/" + key, "is missing");
    }
    return value;
  }

  private void check(JsonNode node, String place, Set<String> known) throws Faulty {
    if (!node.isObject()) {
      throw fault(place.isEmpty() ? "the document" : place, "write an object");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey())) {
        String clause = Suggestion.clause(field.getKey(), known);
        throw fault(
            place + "/" + field.getKey(),
            "unknown" + (clause.isEmpty() ? "; known are " + String.join(", ", known) : clause));
      }
    }
  }

  private Faulty fault(String place, String remedy) {
    return new Faulty(file + ": " + place + ": " + remedy);
  }
}
