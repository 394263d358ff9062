package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was copied of a migration, for people: a line for each pairing, and one for the rest. */
final class ShadowLines {
  private ShadowLines() {}

  /**
   * The lines; none while nothing was copied nor left out.
   *
   * @param shadow as the admin listener tells it
   */
  static List<String> of(JsonNode shadow) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> pairing : shadow.path("copies").properties()) {
      lines.add("  copied    " + pairing.getKey() + ": " + counts(pairing.getValue()));
    }
    if (!shadow.path("skipped").isEmpty()) {
      lines.add("  skipped   " + counts(shadow.path("skipped")));
    }
    return lines;
  }

  private static String counts(JsonNode counts) {
    return counts.properties().stream()
        .map(count -> count.getValue().asLong() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }
}
