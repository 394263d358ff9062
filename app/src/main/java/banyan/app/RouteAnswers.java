package banyan.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Answers about routes as lines of text. Reads the JSON loosely: the process that wrote it may be
 * of another version.
 */
final class RouteAnswers {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Routes that miss by these are many and tell little; they are counted. */
  private static final Set<String> FAR = Set.of("host", "path");

  private RouteAnswers() {}

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw CommandFailure.failed("the admin listener's answer is not JSON", e);
    }
  }

  /** Who answers, then the routes that come near, each with its reason. */
  static List<String> explanation(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    JsonNode request = answer.path("request");
    String asked = text(request, "method") + " " + text(request, "host") + text(request, "path");
    JsonNode winner = answer.path("winner");
    if (winner.isObject()) {
      lines.add(asked + " goes to " + text(winner, "to") + " by");
      lines.add("  " + text(winner, "route") + " (" + text(winner, "source") + ")");
      addDeclared(answer, lines);
      addMigrations(answer, lines);
    } else {
      lines.add(asked + " gets " + refusal(answer));
    }
    int far = 0;
    for (JsonNode other : answer.path("others")) {
      if (FAR.contains(text(other, "cause"))) {
        far++;
      } else {
        lines.add("not " + text(other, "route") + " (" + text(other, "source") + ")");
        lines.add("  " + rule(other) + text(other, "reason"));
      }
    }
    if (far > 0) {
      lines.add("and " + far + (far == 1 ? " route" : " routes") + " of another host or path");
    }
    return lines;
  }

  /** How many requests would go elsewhere, then where, the most frequent first. */
  static List<String> whatIf(String file, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode fault : answer.path("faults")) {
      lines.add(place(file, fault) + text(fault, "message"));
    }
    if (!lines.isEmpty()) {
      return lines;
    }
    JsonNode judged = answer.path("whatIf");
    lines.add(
        judged.path("changed").asLong()
            + " of the last "
            + judged.path("judged").asLong()
            + " requests would go elsewhere");
    for (JsonNode change : judged.path("changes")) {
      lines.add("");
      long count = change.path("count").asLong();
      lines.add(count + (count == 1 ? " request" : " requests") + ", such as " + samples(change));
      lines.add("  now   " + answerer(change.path("from")));
      lines.add("  then  " + answerer(change.path("to")));
    }
    return lines;
  }

  private static void addDeclared(JsonNode answer, List<String> lines) {
    String declared = text(answer, "declared");
    if (!declared.isEmpty() && !text(answer.path("winner"), "source").equals("declaration")) {
      lines.add("  over the declaration " + declared + ", which keeps owner, right and limit");
    }
  }

  private static void addMigrations(JsonNode answer, List<String> lines) {
    for (JsonNode migration : answer.path("migrations")) {
      lines.add(
          "  moved by the migration %s, at %s, from %s to %s; 'banyan where' tells whose requests"
              .formatted(
                  text(migration, "name"),
                  text(migration, "standing"),
                  text(migration, "from"),
                  text(migration, "to")));
    }
  }

  private static String refusal(JsonNode answer) {
    if (answer.path("refused").isTextual()) {
      return "400: " + text(answer, "refused");
    }
    List<String> allowed = new ArrayList<>();
    answer.path("allowed").forEach(method -> allowed.add(method.asText()));
    return allowed.isEmpty()
        ? "404: no route matches"
        : "405: the path takes " + String.join(", ", allowed);
  }

  private static String rule(JsonNode other) {
    int rule = other.path("rule").asInt();
    return rule == 0 ? "" : "rule " + rule + ": ";
  }

  private static String place(String file, JsonNode fault) {
    int line = fault.path("line").asInt();
    return line == 0 ? file + ": " : file + ":" + line + ":" + fault.path("column").asInt() + ": ";
  }

  private static String samples(JsonNode change) {
    List<String> samples = new ArrayList<>();
    change.path("samples").forEach(sample -> samples.add(sample.asText()));
    return String.join(", ", samples);
  }

  private static String answerer(JsonNode answerer) {
    String route = text(answerer, "route");
    return text(answerer, "destination") + (route.isEmpty() ? "" : " by " + route);
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText("").replaceAll("\\p{Cntrl}", "?");
  }
}
