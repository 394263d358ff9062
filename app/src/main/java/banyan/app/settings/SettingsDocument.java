package banyan.app.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Turns the text of banyan.yaml into values by dotted key. Works on YAML nodes, not on objects, so
 * that every value keeps its line and column, and no value is taken for anything but its text.
 * Confined to one thread.
 */
final class SettingsDocument {
  /** Keys have at most a few levels; deeper nesting is a mistake or an attack. */
  static final int DEPTH_MAX = 8;

  private final String name;
  private final Map<String, SettingsFile.Value> values = new LinkedHashMap<>();
  private final List<SettingProblem> problems = new ArrayList<>();

  private SettingsDocument(String name) {
    this.name = name;
  }

  static SettingsFile parse(String name, String text, boolean isPrivate) {
    SettingsDocument document = new SettingsDocument(name);
    document.read(text);
    return new SettingsFile(name, document.values, document.problems, isPrivate);
  }

  private void read(String text) {
    LoadSettings yaml =
        LoadSettings.builder()
            .setLabel(name)
            // Duplicates are reported by us, with the place of the first one.
            .setAllowDuplicateKeys(true)
            .setCodePointLimit((int) SettingsFileReader.FILE_BYTES_MAX)
            .build();
    try {
      ParserImpl parser = new ParserImpl(yaml, new StreamReader(yaml, text));
      new Composer(yaml, parser).getSingleNode().ifPresent(this::readRoot);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(this::origin).map(Origin::place).orElse(name);
      problems.add(new SettingProblem(place, "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new SettingProblem(name, "not YAML: " + e.getMessage()));
    }
  }

  private void readRoot(Node root) {
    switch (root) {
      case MappingNode mapping -> readMapping("", mapping, 1);
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> {
        // A file of comments alone.
      }
      default -> report(root, "write settings as 'key: value', one a line");
    }
  }

  private void readMapping(String prefix, MappingNode mapping, int depth) {
    if (depth > DEPTH_MAX) {
      report(mapping, "nested deeper than " + DEPTH_MAX + " levels");
      return;
    }
    for (NodeTuple pair : mapping.getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode key) {
        readValue(prefix + key.getValue(), key, pair.getValueNode(), depth);
      } else {
        report(pair.getKeyNode(), "a key must be a plain word");
      }
    }
  }

  private void readValue(String key, ScalarNode keyNode, Node node, int depth) {
    switch (node) {
      case MappingNode mapping -> readMapping(key + ".", mapping, depth + 1);
      case SequenceNode sequence -> put(key, keyNode, sequenceText(sequence));
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
          report(keyNode, key + " has no value; give it one or remove the line");
      case ScalarNode scalar -> put(key, keyNode, scalar.getValue());
      default -> report(node, key + " holds neither a value nor a list nor more keys");
    }
  }

  /** {@code [catalog, orders]} is {@code catalog,orders}, the form of a flag. */
  private String sequenceText(SequenceNode sequence) {
    for (Node element : sequence.getValue()) {
      if (!(element instanceof ScalarNode)) {
        report(element, "a list holds plain values only");
      }
    }
    return sequence.getValue().stream()
        .filter(ScalarNode.class::isInstance)
        .map(element -> ((ScalarNode) element).getValue())
        .collect(Collectors.joining(","));
  }

  private void put(String key, ScalarNode keyNode, String text) {
    Origin.FileNode origin = origin(keyNode);
    SettingsFile.Value before = values.putIfAbsent(key, new SettingsFile.Value(text, origin));
    if (before != null) {
      report(keyNode, key + " is given already in line " + before.origin().line());
    }
  }

  private void report(Node node, String detail) {
    problems.add(new SettingProblem(origin(node).place(), detail));
  }

  private Origin.FileNode origin(Node node) {
    return node.getStartMark().map(this::origin).orElseGet(() -> new Origin.FileNode(name, 1, 1));
  }

  private Origin.FileNode origin(Mark mark) {
    return new Origin.FileNode(name, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
