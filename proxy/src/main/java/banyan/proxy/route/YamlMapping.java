package banyan.proxy.route;

import banyan.wire.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a document whose keys have been checked. Whatever it is asked for and cannot give is
 * reported where it stands, and the answer is empty.
 */
public final class YamlMapping {
  private final Node node;
  private final Map<String, Node> values;
  private final Faults faults;

  private YamlMapping(Node node, Map<String, Node> values, Faults faults) {
    this.node = node;
    this.values = values;
    this.faults = faults;
  }

  /** A mapping that knows its keys: any other is a fault. */
  public static YamlMapping of(Node node, String what, Set<String> known, Faults faults) {
    YamlMapping mapping = of(node, what, faults);
    keyNodes(node).forEach((key, place) -> checkKey(key, place, known, faults));
    return mapping;
  }

  /** A mapping with names of the user's choice. */
  public static YamlMapping of(Node node, String what, Faults faults) {
    Map<String, Node> values = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      // A key without anything behind it means the same as no key.
      if (!isBlank(node)) {
        faults.at(node, what + " must be a mapping of keys to values");
      }
      return new YamlMapping(node, values, faults);
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        faults.at(tuple.getKeyNode(), what + " takes plain words as keys");
      } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
        faults.at(key, "'" + key.getValue() + "' stands twice; keep one");
      }
    }
    return new YamlMapping(node, values, faults);
  }

  public Node node() {
    return node;
  }

  public Map<String, Node> entries() {
    return values;
  }

  public Optional<Node> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The text of a key that must be there. */
  public Optional<String> demand(String key, String remedy) {
    if (!values.containsKey(key)) {
      faults.at(node, "'" + key + "' is missing; " + remedy);
    }
    return text(key);
  }

  public Optional<String> text(String key) {
    return find(key).flatMap(value -> textOf(value, key));
  }

  /** The value behind a key, parsed; what the parser throws becomes a fault. */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return find(key)
        .flatMap(value -> textOf(value, key).flatMap(text -> parse(value, text, parser)));
  }

  /** The scalars of a list. */
  public List<ScalarNode> scalars(String key, String example) {
    List<ScalarNode> scalars = new ArrayList<>();
    for (Node item : items(key, example)) {
      if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
        scalars.add(scalar);
      } else {
        faults.at(item, "'" + key + "' takes plain values, such as " + example);
      }
    }
    return scalars;
  }

  public List<Node> items(String key, String example) {
    Node value = values.get(key);
    if (value == null || isBlank(value)) {
      return List.of();
    }
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    faults.at(value, "'" + key + "' is a list; write " + example);
    return List.of();
  }

  /** Whether a list has nothing in it, or is not there. */
  public boolean isEmptyList(String key) {
    Node value = values.get(key);
    return value == null
        || isBlank(value)
        || (value instanceof SequenceNode sequence && sequence.getValue().isEmpty());
  }

  public <T> Optional<T> parse(Node place, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      faults.at(place, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> textOf(Node value, String key) {
    if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    faults.at(value, "'" + key + "' needs a plain value");
    return Optional.empty();
  }

  private static Map<String, Node> keyNodes(Node of) {
    Map<String, Node> places = new LinkedHashMap<>();
    if (of instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          places.putIfAbsent(key.getValue(), key);
        }
      }
    }
    return places;
  }

  private static void checkKey(String key, Node place, Set<String> known, Faults faults) {
    if (!known.contains(key)) {
      String clause = Suggestion.clause(key, known);
      faults.at(
          place,
          "unknown key '"
              + key
              + "'"
              + (clause.isEmpty() ? "; known are " + String.join(", ", known) : clause));
    }
  }

  private static boolean isBlank(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isBlank();
  }
}
