package banyan.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The admin listener's {@code /routes} as a table, one line for every side that answered a route.
 * Reads the JSON loosely: the process that wrote it may be of another version.
 */
final class RoutesTable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String NOTHING = "-";

  private RoutesTable() {}

  static List<String> lines(String json) {
    JsonNode report = read(json);
    TextTable table =
        TextTable.of("ROUTE", "OWNER", "TO", "SIDE", "REQUESTS", "ERRORS", "P50", "P99");
    report.path("routes").forEach(route -> addRoute(table, route));
    List<String> lines = new ArrayList<>(table.lines());
    lines.addAll(calls(report.path("calls")));
    lines.addAll(published(report.path("published")));
    String problem = report.path("document").path("problem").asText("");
    if (!problem.isEmpty()) {
      lines.add("");
      lines.add(report.path("document").path("file").asText() + " is not in force:");
      problem.lines().forEach(lines::add);
    }
    return lines;
  }

  /** The version in force, and why it is not the newest; nothing where none is followed. */
  private static List<String> published(JsonNode published) {
    if (published.isMissingNode() || published.isNull()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add(
        published.path("version").asLong() == 0
            ? "no version; in force: " + published.path("from").asText(NOTHING)
            : "version %s from %s (%s, %s: %s)"
                .formatted(
                    published.path("version").asText(),
                    published.path("from").asText(NOTHING),
                    published.path("who").asText(NOTHING),
                    published.path("when").asText(NOTHING),
                    published.path("why").asText(NOTHING)));
    published.path("problem").asText("").lines().forEach(lines::add);
    return lines;
  }

  /** Where the document sends the calls to other contexts; nothing when it does not. */
  private static List<String> calls(JsonNode calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    TextTable table = TextTable.of("CALLS TO", "GO TO");
    calls.forEach(call -> table.add(call.path("context").asText(NOTHING), destination(call)));
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table.lines());
    return lines;
  }

  private static void addRoute(TextTable table, JsonNode route) {
    JsonNode sides = route.path("sides");
    if (sides.isEmpty()) {
      table.add(
          match(route),
          route.path("owner").asText(NOTHING),
          destination(route),
          NOTHING,
          "0",
          "0",
          NOTHING,
          NOTHING);
    }
    for (Map.Entry<String, JsonNode> side : sides.properties()) {
      JsonNode figures = side.getValue();
      table.add(
          match(route),
          route.path("owner").asText(NOTHING),
          destination(route),
          side.getKey(),
          figures.path("requests").asText(NOTHING),
          figures.path("errors").asText(NOTHING),
          millis(figures.path("p50Millis")),
          millis(figures.path("p99Millis")));
    }
  }

  /** {@code GET,HEAD shop.example/api/v1/products/**}. */
  private static String match(JsonNode route) {
    JsonNode match = route.path("match");
    List<String> methods = new ArrayList<>();
    match.path("methods").forEach(method -> methods.add(method.asText()));
    String method = methods.isEmpty() ? "*" : String.join(",", methods);
    return method + " " + match.path("host").asText("") + match.path("path").asText("");
  }

  private static String destination(JsonNode route) {
    List<String> endpoints = new ArrayList<>();
    route.path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asText()));
    String to = route.path("to").asText(NOTHING);
    String where = endpoints.isEmpty() ? "" : " (" + String.join(", ", endpoints) + ")";
    String fallback = route.path("fallback").asText("");
    return to + where + (fallback.isEmpty() ? "" : ", else " + fallback);
  }

  private static String millis(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.1f ms", value.asDouble()) : NOTHING;
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw CommandFailure.failed("the admin listener's answer is not JSON", e);
    }
  }
}
