package banyan.proxy.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that an operator sends. Each method throws IllegalArgumentException that names
 * the member and what it must be.
 */
final class SentObject {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode members;

  private SentObject(JsonNode members) {
    this.members = members;
  }

  static SentObject parse(String body, Set<String> known) {
    JsonNode members = read(body);
    members
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new IllegalArgumentException(
                    "no member '" + name + "'; there are " + new TreeSet<>(known));
              }
            });
    return new SentObject(members);
  }

  String text(String name) {
    JsonNode value = members.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("'" + name + "' is needed, as a text");
    }
    return value.asText();
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  long number(String name) {
    JsonNode value = members.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw new IllegalArgumentException("'" + name + "' is needed, as a whole number from 0");
    }
    return value.asLong();
  }

  long number(String name, long otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  @Nullable Long optionalNumber(String name) {
    return has(name) ? Long.valueOf(number(name)) : null;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = members.path(name);
    if (has(name) && !value.isBoolean()) {
      throw new IllegalArgumentException("'" + name + "' is true or false");
    }
    return has(name) ? value.asBoolean() : otherwise;
  }

  /** A list of texts, or one text. */
  List<String> texts(String name) {
    JsonNode value = members.path(name);
    if (value.isTextual()) {
      return List.of(value.asText());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw new IllegalArgumentException("'" + name + "' is needed, as a list of texts");
      }
      texts.add(item.asText());
    }
    if (!value.isArray() || texts.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is needed, as a list of texts");
    }
    return texts;
  }

  /** Empty where there are none. */
  List<String> optionalTexts(String name) {
    return has(name) ? texts(name) : List.of();
  }

  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  private boolean has(String name) {
    return !members.path(name).isMissingNode() && !members.path(name).isNull();
  }

  private static JsonNode read(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("the body is no JSON object");
  }
}
