package banyan.proxy.route;

import banyan.proxy.adapt.BodyEdit;
import banyan.proxy.adapt.BodyMapping;
import banyan.proxy.adapt.FieldEdits;
import banyan.proxy.adapt.JsonPlace;
import banyan.wire.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the {@code adapt} of a route. One thread. */
final class AdapterReader {
  private static final Set<String> KEYS = new TreeSet<>(Set.of("request", "response"));
  private static final Set<String> REQUEST_KEYS = new TreeSet<>(Set.of("path", "fields", "body"));
  private static final Set<String> RESPONSE_KEYS = new TreeSet<>(Set.of("fields", "body"));
  private static final Set<String> FIELD_KEYS = new TreeSet<>(Set.of("set", "remove", "rename"));
  private static final String BODY_EXAMPLE = "[{rename: /amount, to: price}]";
  private static final List<String> VERBS =
      List.of("rename", "move", "default", "constant", "drop", "convert");

  private final Faults faults;

  AdapterReader(Faults faults) {
    this.faults = faults;
  }

  /** The adapter of a route whose paths have a template. */
  Adapter read(Node node, PathTemplate path) {
    YamlMapping adapt = YamlMapping.of(node, "'adapt'", KEYS, faults);
    Optional<YamlMapping> request =
        adapt.find("request").map(found -> mapping(found, "'request'", REQUEST_KEYS));
    Optional<YamlMapping> response =
        adapt.find("response").map(found -> mapping(found, "'response'", RESPONSE_KEYS));
    if (request.isEmpty() && response.isEmpty()) {
      faults.at(node, "'adapt' changes nothing; name 'request' or 'response', or leave it out");
    }
    Optional<PathRewrite> rewrite =
        request.flatMap(
            found -> found.parsed("path", text -> new PathRewrite(path, PathTemplate.parse(text))));
    return new Adapter(
        rewrite.orElse(null),
        request.map(this::readMessage).orElse(Adapter.Message.UNTOUCHED),
        response.map(this::readMessage).orElse(Adapter.Message.UNTOUCHED));
  }

  private YamlMapping mapping(Node node, String what, Set<String> keys) {
    return YamlMapping.of(node, what, keys, faults);
  }

  private Adapter.Message readMessage(YamlMapping message) {
    return new Adapter.Message(
        message.find("fields").map(this::readFields).orElse(FieldEdits.NONE), readBody(message));
  }

  private FieldEdits readFields(Node node) {
    YamlMapping fields = mapping(node, "'fields'", FIELD_KEYS);
    Map<String, String> rename =
        readPairs(fields, "rename", FieldEdits::checkName, FieldEdits::checkName);
    Map<String, String> set =
        readPairs(fields, "set", AdapterReader::asWritten, FieldEdits::checkValue);
    Set<String> remove = new LinkedHashSet<>();
    for (ScalarNode name : fields.scalars("remove", "[X-Old]")) {
      fields.parse(name, name.getValue(), FieldEdits::checkName).ifPresent(remove::add);
    }
    if (rename.size() + set.size() + remove.size() > FieldEdits.EDITS_MAX) {
      faults.at(node, "more than " + FieldEdits.EDITS_MAX + " edits of fields");
    }
    return new FieldEdits(rename, remove, set);
  }

  private static String asWritten(String name) {
    FieldEdits.checkName(name);
    return name;
  }

  private Map<String, String> readPairs(
      YamlMapping fields,
      String key,
      Function<String, String> names,
      Function<String, String> values) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (fields.find(key).isEmpty()) {
      return pairs;
    }
    YamlMapping named = YamlMapping.of(fields.find(key).get(), "'" + key + "'", faults);
    for (Map.Entry<String, Node> entry : named.entries().entrySet()) {
      Optional<String> name = named.parse(entry.getValue(), entry.getKey(), names);
      Optional<String> value = named.parsed(entry.getKey(), values);
      if (name.isPresent() && value.isPresent()) {
        pairs.put(name.get(), value.get());
      }
    }
    return pairs;
  }

  private BodyMapping readBody(YamlMapping message) {
    List<Node> items = message.items("body", BODY_EXAMPLE);
    if (items.size() > BodyMapping.EDITS_MAX) {
      faults.at(
          items.get(BodyMapping.EDITS_MAX),
          "more than " + BodyMapping.EDITS_MAX + " edits of a body");
      return new BodyMapping(List.of());
    }
    List<BodyEdit> edits = new ArrayList<>();
    items.forEach(item -> readEdit(item).ifPresent(edits::add));
    return new BodyMapping(edits);
  }

  private Optional<BodyEdit> readEdit(Node node) {
    YamlMapping edit = YamlMapping.of(node, "an edit", faults);
    Optional<String> verb = edit.entries().keySet().stream().filter(VERBS::contains).findFirst();
    if (verb.isEmpty()) {
      faults.at(node, "an edit starts with one of " + String.join(", ", VERBS) + suggestion(edit));
      return Optional.empty();
    }
    YamlMapping known = mapping(node, "an edit", keysOf(verb.get()));
    Optional<JsonPlace> at = known.parsed(verb.get(), JsonPlace::parse);
    return at.flatMap(place -> readEdit(verb.get(), place, known));
  }

  private static String suggestion(YamlMapping edit) {
    return edit.entries().keySet().stream()
        .findFirst()
        .map(key -> Suggestion.clause(key, VERBS))
        .orElse("");
  }

  private static Set<String> keysOf(String verb) {
    return switch (verb) {
      case "rename", "move", "convert" -> new TreeSet<>(Set.of(verb, "to"));
      case "default", "constant" -> new TreeSet<>(Set.of(verb, "value"));
      default -> Set.of(verb);
    };
  }

  private Optional<BodyEdit> readEdit(String verb, JsonPlace at, YamlMapping edit) {
    return switch (verb) {
      case "rename" -> to(edit, "price", text -> new BodyEdit.Rename(at, text));
      case "move" ->
          to(edit, "/price/amount", text -> new BodyEdit.Move(at, JsonPlace.parse(text)));
      case "convert" -> to(edit, "string", text -> new BodyEdit.Convert(at, parseType(text)));
      case "default" -> value(edit).map(value -> new BodyEdit.Default(at, value));
      case "constant" -> value(edit).map(value -> new BodyEdit.Constant(at, value));
      default -> Optional.of(new BodyEdit.Drop(at));
    };
  }

  private static Optional<BodyEdit> to(
      YamlMapping edit, String example, Function<String, BodyEdit> made) {
    return edit.demand("to", "write to: " + example)
        .flatMap(text -> edit.parse(edit.find("to").orElse(edit.node()), text, made));
  }

  private Optional<com.fasterxml.jackson.databind.JsonNode> value(YamlMapping edit) {
    if (edit.find("value").isEmpty()) {
      faults.at(edit.node(), "'value' is missing; write value: 2, or value: null");
      return Optional.empty();
    }
    return YamlJson.of(edit.find("value").get(), faults);
  }

  private static BodyEdit.Type parseType(String text) {
    for (BodyEdit.Type type : BodyEdit.Type.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException("'" + text + "': convert to string, number or boolean");
  }
}
