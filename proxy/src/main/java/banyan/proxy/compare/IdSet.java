package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The ids that a message names. One thread. */
final class IdSet {
  /** Kinds of things that one number is told apart by. */
  static final int STEMS_MAX = 64;

  private final Map<String, Set<Stem>> stems = new HashMap<>();

  /** Of a request: its target, and its body where it is JSON. */
  static IdSet of(RecordedRequest request, ActiveRules rules) {
    IdSet ids = new IdSet();
    ids.addAll(TokenText.scan(request.target()));
    for (String parameter : request.query().split("&", -1)) {
      ids.addAll(parameter);
    }
    try {
      if (request.body().length > 0) {
        JsonNode body = JsonBody.read(request.body());
        ids.addAll(Place.BODY, body, rules);
        ids.addTexts(body);
      }
    } catch (IOException _) {
      // A form or an upload: only JSON has fields that are known to be ids.
    }
    return ids;
  }

  /** Of a query: a number is an id only if its name says so, and no page or limit. */
  private void addAll(String parameter) {
    int equals = parameter.indexOf('=');
    boolean areIds = equals > 0 && FieldWords.areIds(parameter.substring(0, equals));
    for (String text : parameter.substring(equals + 1).split(",|%2C", -1)) {
      IdFamily.of(text)
          .filter(family -> areIds || family != IdFamily.NUMBER)
          .ifPresent(family -> add(new Token.Id(text, family, Stem.ANY)));
    }
  }

  /** What the texts of a request may name, whatever their fields are called. */
  private void addTexts(JsonNode node) {
    if (node.isTextual()) {
      IdFamily.of(node.textValue())
          .filter(family -> family != IdFamily.NUMBER)
          .ifPresent(family -> add(new Token.Id(node.textValue(), family, Stem.ANY)));
    }
    node.forEach(this::addTexts);
  }

  void addAll(Place place, JsonNode node, ActiveRules rules) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                addAll(TokenText.scan(field.getKey()));
                addAll(place.field(field.getKey(), node), field.getValue(), rules);
              });
      return;
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        addAll(place.element(i), node.get(i), rules);
      }
      return;
    }
    addAll(ScalarText.of(place, node, rules));
  }

  void addAll(TokenText text) {
    for (Token token : text.tokens()) {
      if (token instanceof Token.Id id) {
        add(id);
      }
    }
  }

  /**
   * Whether the message names the same thing.
   *
   * @param around the ids of the answer that the id stands in
   */
  boolean has(Token.Id id, IdSet around) {
    Set<Stem> named = stems.get(id.text());
    if (named == null) {
      return false;
    }
    Set<Stem> known = new HashSet<>(named);
    known.addAll(around.stems.getOrDefault(id.text(), Set.of()));
    return named.stream().anyMatch(stem -> id.mayName(stem, known));
  }

  private void add(Token.Id id) {
    Set<Stem> named = stems.computeIfAbsent(id.text(), _ -> new HashSet<>());
    named.add(named.size() < STEMS_MAX ? id.stem() : Stem.ANY);
  }
}
