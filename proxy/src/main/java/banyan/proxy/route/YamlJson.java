package banyan.proxy.route;

import banyan.proxy.adapt.JsonNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a document as JSON, by the core schema of YAML 1.2: {@code 2} is a number, {@code "2"}
 * a text. The depth is bounded by {@link YamlText}.
 */
final class YamlJson {
  private YamlJson() {}

  /** The value; empty when a part of it has no JSON, which is then reported. */
  static Optional<JsonNode> of(Node node, Faults faults) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, faults);
      case SequenceNode sequence -> array(sequence, faults);
      case MappingNode mapping -> object(mapping, faults);
      default -> refuse(node, faults);
    };
  }

  private static Optional<JsonNode> scalar(ScalarNode scalar, Faults faults) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return Optional.of(NullNode.instance);
    }
    if (tag.equals(Tag.BOOL)) {
      return Optional.of(BooleanNode.valueOf(text.equalsIgnoreCase("true")));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      Optional<JsonNode> number = JsonNumber.parse(text);
      if (number.isEmpty()) {
        faults.at(scalar, "'" + text + "' is no number of JSON; quote it for a text");
      }
      return number;
    }
    return Optional.of(TextNode.valueOf(text));
  }

  private static Optional<JsonNode> array(SequenceNode sequence, Faults faults) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node item : sequence.getValue()) {
      Optional<JsonNode> value = of(item, faults);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      array.add(value.get());
    }
    return Optional.of(array);
  }

  private static Optional<JsonNode> object(MappingNode mapping, Faults faults) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    YamlMapping named = YamlMapping.of(mapping, "a value", faults);
    for (Map.Entry<String, Node> entry : named.entries().entrySet()) {
      Optional<JsonNode> value = of(entry.getValue(), faults);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      object.set(entry.getKey(), value.get());
    }
    return Optional.of(object);
  }

  private static Optional<JsonNode> refuse(Node node, Faults faults) {
    faults.at(node, "is no value of JSON");
    return Optional.empty();
  }
}
