package banyan.app;

import banyan.proxy.gate.Margins;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The flags of a command that say what a candidate is allowed. */
final class GateMargins {
  private static final Margins FALLBACK = Margins.DEFAULT;

  private GateMargins() {}

  static void addTo(CommandSpec spec) {
    option(spec, "--error-ratio", "tolerated errors, times the baseline's", FALLBACK.errorRatio());
    option(
        spec,
        "--error-share",
        "or tolerated errors more, as a share of requests",
        FALLBACK.errorShare());
    option(spec, "--latency-p50", "tolerated lengthening of the median", FALLBACK.latencyP50());
    option(spec, "--latency-p95", "of the slowest twentieth", FALLBACK.latencyP95());
    option(spec, "--latency-p99", "of the slowest hundredth", FALLBACK.latencyP99());
    option(
        spec, "--latency-floor", "or longer by so many ms at most", FALLBACK.latencyFloorMillis());
    option(spec, "--parity-rate", "tolerated share of answers that differ", FALLBACK.parityRate());
    option(spec, "--compared-min", "comparisons needed to promote", FALLBACK.compared());
    option(spec, "--users", "users of each side needed to promote", FALLBACK.users());
    spec.addOption(
        CommandForm.valueOption(
            "--time",
            "DURATION",
            "time needed to promote (default " + FALLBACK.time().toMinutes() + "m)"));
  }

  static Margins of(ParseResult given) {
    try {
      return new Margins(
          number(given, "--error-ratio", FALLBACK.errorRatio()),
          number(given, "--error-share", FALLBACK.errorShare()),
          number(given, "--latency-p50", FALLBACK.latencyP50()),
          number(given, "--latency-p95", FALLBACK.latencyP95()),
          number(given, "--latency-p99", FALLBACK.latencyP99()),
          number(given, "--latency-floor", FALLBACK.latencyFloorMillis()),
          number(given, "--parity-rate", FALLBACK.parityRate()),
          given.hasMatchedOption("--compared-min")
              ? count(given, "--compared-min")
              : FALLBACK.compared(),
          given.hasMatchedOption("--users")
              ? (int) Math.min(Integer.MAX_VALUE, count(given, "--users"))
              : FALLBACK.users(),
          time(given));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(inFlags(String.valueOf(e.getMessage())));
    }
  }

  /**
   * What the margins complain of, by the flag that the user wrote: {@code --error-ratio 1.0: …}.
   */
  private static String inFlags(String complaint) {
    String member = complaint.split(" ", 2)[0];
    String flag =
        switch (member) {
          case "latencyFloorMillis" -> "--latency-floor";
          case "compared" -> "--compared-min";
          case "latencyP50", "latencyP95", "latencyP99" ->
              "--latency-p" + member.substring("latencyP".length());
          default -> "--" + member.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        };
    return flag + complaint.substring(member.length());
  }

  /** A whole number from 0; 0 when it was not given. */
  static long count(ParseResult given, String flag) {
    String text = given.matchedOptionValue(flag, "0");
    try {
      long count = Long.parseLong(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw CommandFailure.usage(flag + " '" + text + "': write a whole number from 0");
  }

  static double number(ParseResult given, String flag, double fallback) {
    String text = given.matchedOptionValue(flag, null);
    if (text == null) {
      return fallback;
    }
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw CommandFailure.usage(flag + " '" + text + "': write a number, such as 0.5");
  }

  private static Duration time(ParseResult given) {
    String text = given.matchedOptionValue("--time", null);
    try {
      return text == null ? FALLBACK.time() : SettingParsers.duration(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--time: " + e.getMessage());
    }
  }

  private static void option(CommandSpec spec, String flag, String what, Number fallback) {
    spec.addOption(CommandForm.valueOption(flag, "N", what + " (default " + shown(fallback) + ")"));
  }

  private static String shown(Number number) {
    return number instanceof Double decimal && decimal != Math.rint(decimal)
        ? number.toString()
        : Long.toString(number.longValue());
  }
}
