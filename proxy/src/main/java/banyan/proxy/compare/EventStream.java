package banyan.proxy.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * Server-sent events (WHATWG HTML section 9.2) as a list of objects with the fields that events
 * have: {@code event}, {@code id}, {@code retry}, and {@code data}, as JSON where it is JSON.
 * Comments are none. An event without an empty line behind it has {@code unfinished}, too: clients
 * do not hear of it (section 9.2.6).
 */
final class EventStream {
  private EventStream() {}

  /** Throws IOException when a limit is reached. */
  static ArrayNode read(String text) throws IOException {
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    StringBuilder lines = new StringBuilder();
    // The rest behind the last line end is no line: an empty one would end the event.
    List<String> all = Lines.of(text);
    String rest = all.removeLast();
    if (!rest.isEmpty()) {
      all.add(rest);
    }
    for (String line : all) {
      if (line.isEmpty()) {
        add(events, event, lines);
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
    boolean isUnfinished = !event.isEmpty() || !lines.isEmpty();
    if (isUnfinished) {
      event.put("unfinished", true);
      add(events, event, lines);
    }
    return events;
  }

  private static void add(ArrayNode events, ObjectNode event, StringBuilder lines)
      throws IOException {
    if (!lines.isEmpty()) {
      event.set("data", BodyReader.jsonOrText(lines.substring(0, lines.length() - 1)));
    }
    if (!event.isEmpty()) {
      events.add(event);
    }
  }
}
