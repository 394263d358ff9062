package banyan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Measured values of several peers.
 *
 * @param title what was measured, with its conditions
 * @param columns what each value is, with its unit
 */
record Figures(String title, List<String> columns, List<Line> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One peer, or why it has no values. */
  sealed interface Line {
    String peer();
  }

  /**
   * A peer that was measured.
   *
   * @param values one for each column
   */
  record Values(String peer, List<Double> values) implements Line {}

  record NotMeasured(String peer, String reason) implements Line {}

  Figures {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
    for (Line line : lines) {
      if (line instanceof Values measured && measured.values().size() != columns.size()) {
        throw new IllegalArgumentException(title + ": a value for each column");
      }
    }
  }

  String text() {
    StringBuilder text = new StringBuilder("\n" + title + "\n");
    text.append(String.format(Locale.ROOT, "%-34s", "PEER"));
    columns.forEach(column -> text.append(String.format(Locale.ROOT, " %12s", column)));
    text.append(System.lineSeparator());
    for (Line line : lines) {
      text.append(String.format(Locale.ROOT, "%-34s", line.peer()));
      switch (line) {
        case Values measured ->
            measured
                .values()
                .forEach(value -> text.append(String.format(Locale.ROOT, " %12.1f", value)));
        case NotMeasured lacking -> text.append(" not measured: ").append(lacking.reason());
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  ObjectNode json() {
    ObjectNode node = JSON.createObjectNode().put("title", title);
    var found = node.putArray("lines");
    for (Line line : lines) {
      ObjectNode each = found.addObject().put("peer", line.peer());
      switch (line) {
        case Values measured -> {
          for (int i = 0; i < columns.size(); i++) {
            each.put(columns.get(i), measured.values().get(i));
          }
        }
        case NotMeasured lacking -> each.put("notMeasured", lacking.reason());
      }
    }
    return node;
  }
}
