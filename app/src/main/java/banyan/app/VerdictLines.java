package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A verdict of the gate for people and scripts: the same words and exit codes, whether it is of a
 * file or of a running canary.
 */
final class VerdictLines {
  private VerdictLines() {}

  /** The verdict, its sentence, and what was seen of errors and latency. */
  static List<String> of(JsonNode verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict.path("verdict").asText());
    lines.add(verdict.path("sentence").asText());
    lines.add("");
    lines.addAll(errors(verdict).lines());
    lines.add("");
    lines.addAll(latency(verdict).lines());
    lines.add("");
    return lines;
  }

  /** {@code baseline: 54007 answers to 1350 users; candidate: 5993 to 150}. */
  static String seen(JsonNode verdict) {
    return "baseline: %d answers to %d users; candidate: %d to %d"
        .formatted(
            verdict.at("/from/answers").asLong(),
            verdict.at("/from/users").asLong(),
            verdict.at("/to/answers").asLong(),
            verdict.at("/to/users").asLong());
  }

  static ExitCode exitCode(JsonNode verdict) {
    return switch (verdict.path("verdict").asText()) {
      case "PROMOTE" -> ExitCode.WELL;
      case "ROLLBACK" -> ExitCode.ROLL_BACK;
      default -> ExitCode.INCONCLUSIVE;
    };
  }

  private static TextTable errors(JsonNode verdict) {
    TextTable errors = TextTable.of("ERRORS", "FROM", "OF", "TO", "OF", "EVIDENCE OF HARM");
    for (JsonNode kind : verdict.path("errors")) {
      errors.add(
          kind.path("kind").asText(),
          kind.path("fromClients").asText(),
          kind.path("fromExposed").asText(),
          kind.path("toClients").asText(),
          kind.path("toExposed").asText(),
          String.format(Locale.ROOT, "%.3g", kind.path("evidence").asDouble()));
    }
    JsonNode again = verdict.path("repeats");
    errors.add(
        "again",
        again.path("fromEpisodes").asText(),
        again.path("fromExposed").asText(),
        again.path("toEpisodes").asText(),
        again.path("toExposed").asText(),
        String.format(Locale.ROOT, "score %.1f", again.path("score").asDouble()));
    return errors;
  }

  private static TextTable latency(JsonNode verdict) {
    TextTable latency = TextTable.of("LATENCY", "FROM", "TO", "SCORE", "NEEDED");
    for (JsonNode quantile : verdict.path("latency")) {
      latency.add(
          quantile.path("quantile").asText(),
          millis(quantile.path("from").asDouble()),
          millis(quantile.path("to").asDouble()),
          String.format(Locale.ROOT, "%.1f", quantile.path("score").asDouble()),
          String.format(Locale.ROOT, "%.1f", quantile.path("needed").asDouble()));
    }
    return latency;
  }

  /** Milliseconds, of which 0 means that none are known. */
  private static String millis(double value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", value);
  }
}
