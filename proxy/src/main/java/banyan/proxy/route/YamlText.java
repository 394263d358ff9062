package banyan.proxy.route;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A YAML text as a tree of nodes that know their line and column. Size and depth are limited, and
 * aliases and tags refused, before the tree is built: a small text can never become a large one.
 */
public final class YamlText {
  public static final int CHARACTERS_MAX = 1 << 20;
  public static final int DEPTH_MAX = 16;

  private static final String TAG = "tags are not taken; leave out what begins with !";

  private YamlText() {}

  /** The root; empty for an empty text, and for a faulty one, which is then reported. */
  public static Optional<Node> parse(String text, Faults faults) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(CHARACTERS_MAX)
            // Duplicates are ours to report: all of them, each with its line.
            .setAllowDuplicateKeys(true)
            .build();
    try {
      if (!isWithinLimits(settings, text, faults)) {
        return Optional.empty();
      }
      return new Composer(settings, parser(settings, text)).getSingleNode();
    } catch (MarkedYamlEngineException e) {
      faults.at(e.getProblemMark().or(e::getContextMark), "is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      faults.at(Optional.empty(), "is no YAML: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      // The library's own on an escape without digits.
      faults.at(Optional.empty(), "is no YAML: an escape or a number is not complete");
    }
    return Optional.empty();
  }

  private static boolean isWithinLimits(LoadSettings settings, String text, Faults faults) {
    int depth = 0;
    ParserImpl events = parser(settings, text);
    while (events.hasNext()) {
      Event event = events.next();
      switch (event) {
        case CollectionStartEvent start when start.getTag().isPresent() -> {
          faults.at(start.getStartMark(), TAG);
          return false;
        }
        case ScalarEvent scalar when scalar.getTag().isPresent() -> {
          faults.at(scalar.getStartMark(), TAG);
          return false;
        }
        case CollectionStartEvent start -> {
          if (++depth > DEPTH_MAX) {
            faults.at(start.getStartMark(), "nests deeper than " + DEPTH_MAX + " levels");
            return false;
          }
        }
        case CollectionEndEvent _ -> depth--;
        case AliasEvent alias -> {
          faults.at(alias.getStartMark(), "aliases are not taken; write the value out");
          return false;
        }
        // Scalars and the limits of documents have no depth.
        default -> {}
      }
    }
    return true;
  }

  private static ParserImpl parser(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }
}
