package banyan.proxy.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * Server-sent events (WHATWG HTML section 9.2) as a list of objects with the fields that events
 * have: {@code event}, {@code id}, {@code retry}, and {@code data}, as JSON where it is JSON.
 * Comments are none; the empty line behind the last event may lack.
 */
final class EventStream {
  private EventStream() {}

  /** Throws IOException when a limit is reached. */
  static ArrayNode read(String text) throws IOException {
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    StringBuilder lines = new StringBuilder();
    List<String> all = Lines.of(text);
    // What the stream breaks off counts as an event: both sides have it, or it shows.
    all.add("");
    for (String line : all) {
      if (line.isEmpty()) {
        if (!lines.isEmpty()) {
          event.set("data", BodyReader.jsonOrText(lines.substring(0, lines.length() - 1)));
        }
        if (!event.isEmpty()) {
          events.add(event);
        }
        event = JsonNodeFactory.instance.objectNode();
        lines.setLength(0);
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      String stripped = value.startsWith(" ") ? value.substring(1) : value;
      switch (name) {
        case "data" -> lines.append(stripped).append('\n');
        case "event", "id", "retry" -> event.put(name, stripped);
        default -> {
          // A comment, or a field that no client knows.
        }
      }
    }
    return events;
  }
}
