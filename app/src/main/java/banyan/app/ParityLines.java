package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What comparisons have shown, as lines of text. Reads the JSON loosely: the process that wrote it
 * may be of another version.
 */
final class ParityLines {
  private static final double PERCENT = 100;

  private ParityLines() {}

  /**
   * Everything.
   *
   * @param shown the answer of {@code /parity/show}
   * @param direction {@code forward} or {@code reverse}
   */
  static List<String> of(JsonNode shown, String direction) {
    JsonNode parity = shown.path("parity");
    JsonNode compared = parity.path(direction);
    List<String> lines = new ArrayList<>();
    lines.add(text(parity, "migration") + " is at " + text(parity, "stage"));
    lines.add("  compared  " + figures(compared));
    lines.add(
        "  since     "
            + text(parity, "since")
            + (text(parity, "reason").isEmpty() ? "" : ", as " + text(parity, "reason")));
    lines.add("  from      " + version(parity.path("from")));
    lines.add("  to        " + version(parity.path("to")));
    lines.add(
        "  noise     learned from %s pairs of the old side".formatted(text(parity, "learned")));
    addRules(parity.path("rules"), lines);
    addDifferences(compared, lines);
    addNoise(compared.path("noise"), lines);
    addBenign(compared.path("benign"), lines);
    addCounts("never compared", parity.path("uncovered"), "seen", lines);
    addCounts("not compared", compared.path("uncompared"), "pairs", lines);
    return lines;
  }

  /** The lines of {@code migration show}. */
  static List<String> summary(JsonNode shown) {
    JsonNode parity = shown.path("parity");
    List<String> lines = new ArrayList<>();
    lines.add("  compared  " + figures(parity.path("forward")));
    if (parity.path("reverse").path("compared").asLong() > 0) {
      lines.add("  reverse   " + figures(parity.path("reverse")));
    }
    lines.add("  " + certificate(shown.path("certificate")));
    JsonNode rules = parity.path("rules");
    rules.path("expired").forEach(rule -> lines.add("  expired   " + plain(rule)));
    rules.path("faults").forEach(fault -> lines.add("  rules     " + plain(fault)));
    return lines;
  }

  /** {@code 1204, 3 differ, below 0.64 % at 95 %}. */
  private static String figures(JsonNode compared) {
    return "%s, %s differ, below %.4f %% at 95 %%"
        .formatted(
            text(compared, "compared"),
            text(compared, "mismatched"),
            compared.path("bound").asDouble(1) * PERCENT);
  }

  /** {@code certified by number 3, 9f2c…}, or why not. */
  static String certificate(JsonNode certificate) {
    List<String> reasons = new ArrayList<>();
    certificate.path("reasons").forEach(reason -> reasons.add(plain(reason)));
    String because = String.join("; ", reasons);
    String number = text(certificate, "number");
    return switch (text(certificate, "state")) {
      case "valid" ->
          "certified by certificate %s, %.12s…".formatted(number, text(certificate, "hash"));
      case "void" -> "certified no more: certificate " + number + " is void: " + because;
      case "broken" -> "not certified: certificate " + number + " is not genuine: " + because;
      case "none" -> "certified by none yet";
      default -> "certified or not, nobody knows: " + because;
    };
  }

  private static String version(JsonNode version) {
    return "%s, build %s, configuration %s"
        .formatted(text(version, "target"), text(version, "build"), text(version, "configuration"));
  }

  private static void addRules(JsonNode rules, List<String> lines) {
    lines.add("  rules     %d of %s".formatted(rules.path("inForce").size(), text(rules, "file")));
    rules.path("inForce").forEach(rule -> lines.add("            " + plain(rule)));
    rules
        .path("expired")
        .forEach(rule -> lines.add("  expired   " + plain(rule) + "; it does nothing"));
    rules
        .path("faults")
        .forEach(fault -> lines.add("  faulty    " + plain(fault) + "; the rules before hold"));
  }

  private static void addDifferences(JsonNode compared, List<String> lines) {
    for (JsonNode place : compared.path("differences")) {
      lines.add("");
      lines.add(
          "%s %s of %s: %s, first %s, last %s"
              .formatted(
                  text(place, "kind"),
                  text(place, "place").isEmpty() ? "body" : text(place, "place"),
                  text(place, "route"),
                  text(place, "count"),
                  text(place, "first"),
                  text(place, "last")));
      JsonNode sample = place.path("samples").path(0);
      if (sample.isObject()) {
        lines.add("  %s: %s".formatted(text(sample, "request"), said(sample)));
      }
    }
    if (compared.path("unlisted").asLong() > 0) {
      lines.add("");
      lines.add("and " + text(compared, "unlisted") + " differences at further places");
    }
  }

  private static String said(JsonNode sample) {
    String from = text(sample, "from");
    String to = text(sample, "to");
    String why = text(sample, "why");
    String because = why.isEmpty() ? "" : " (" + why + ")";
    if (sample.path("from").isNull() && sample.path("to").isNull()) {
      return why;
    }
    if (sample.path("from").isNull()) {
      return "is new: " + to + because;
    }
    return (sample.path("to").isNull() ? "lacks; it was " + from : from + " became " + to)
        + because;
  }

  private static void addNoise(JsonNode noise, List<String> lines) {
    if (noise.isEmpty()) {
      return;
    }
    lines.add("");
    TextTable table = TextTable.of("NOISE", "ROUTE", "OLD WITH ITSELF", "BOTH SIDES");
    for (JsonNode place : noise) {
      table.add(
          text(place, "place"),
          text(place, "route"),
          text(place, "self") + " of " + text(place, "selfPairs"),
          text(place, "cross") + " of " + text(place, "crossPairs"));
    }
    lines.addAll(table.lines());
  }

  private static void addBenign(JsonNode benign, List<String> lines) {
    addCounts("benign", benign, "times", lines);
  }

  private static void addCounts(String title, JsonNode counts, String unit, List<String> lines) {
    if (counts.isEmpty()) {
      return;
    }
    lines.add("");
    TextTable table = TextTable.of(title.toUpperCase(Locale.ROOT), unit.toUpperCase(Locale.ROOT));
    counts
        .properties()
        .forEach(
            entry ->
                table.add(entry.getKey().replaceAll("\\p{Cntrl}", "?"), entry.getValue().asText()));
    lines.addAll(table.lines());
  }

  private static String plain(JsonNode node) {
    return node.asText("").replaceAll("\\p{Cntrl}", "?");
  }

  private static String text(JsonNode node, String key) {
    return plain(node.path(key));
  }
}
