package banyan.platform.telemetry;

import banyan.wire.Setting;
import banyan.wire.Suggestion;
import java.util.List;
import java.util.Locale;

/** The settings of logs and traces. */
public final class TelemetrySettings {
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  public static final Setting<String> LOG_LEVEL =
      Setting.of("log.level", "info", TelemetrySettings::level, "least level that is logged");

  public static final Setting<LogTarget> LOG_TO =
      Setting.of(
          "log.to",
          "file",
          LogTarget::parse,
          "where JSON log lines go: file (under --data, log/), stdout or stderr");

  public static final Setting<Double> TRACE_SHARE =
      Setting.of(
          "trace.share",
          "1.0",
          TelemetrySettings::share,
          "share of new traces that are recorded, 0 to 1, when OTEL_EXPORTER_OTLP_ENDPOINT is set");

  private TelemetrySettings() {}

  public static List<Setting<?>> all() {
    return List.of(LOG_LEVEL, LOG_TO, TRACE_SHARE);
  }

  private static String level(String text) {
    String level = text.strip().toLowerCase(Locale.ROOT);
    if (LEVELS.contains(level)) {
      return level;
    }
    throw new IllegalArgumentException(
        "'" + text + "' is none of " + LEVELS + Suggestion.clause(level, LEVELS));
  }

  private static double share(String text) {
    try {
      double share = Double.parseDouble(text.strip());
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // said below, together with the range
    }
    throw new IllegalArgumentException("'" + text + "' is no number from 0 to 1");
  }

  /** Where log lines go. */
  public enum LogTarget {
    FILE,
    STDOUT,
    STDERR;

    static LogTarget parse(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "file" -> FILE;
        case "stdout" -> STDOUT;
        case "stderr" -> STDERR;
        default ->
            throw new IllegalArgumentException("'" + text + "': write file, stdout or stderr");
      };
    }
  }
}
