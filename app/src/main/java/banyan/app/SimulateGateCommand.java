package banyan.app;

import banyan.proxy.gate.simulation.PowerTable;
import banyan.proxy.gate.simulation.Scenario;
import banyan.proxy.gate.simulation.Simulation;
import banyan.proxy.gate.simulation.SimulationReport;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan simulate gate}: how often the gate is wrong, and how soon it is right. */
final class SimulateGateCommand implements Command {
  private static final int RELEASES = 2_000;
  private static final Scenario FALLBACK = Scenario.DEFAULT;
  private static final double WEIGHT_MIN = 0.1;

  /** Those of which a scenario may complain. */
  private static final List<String> FLAGS =
      List.of("--rps", "--hours", "--base-error", "--effect", "--latency-effect", "--burst");

  private final Surroundings surroundings;

  SimulateGateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "gate",
            "Feed the gate with made-up releases: half of them healthy, half with the given effect.",
            "banyan simulate gate --effect 3 --rps 5 --json",
            "banyan simulate gate --burst 10 --hours 24 --rps 0.5",
            "banyan simulate gate --table --releases 200");
    option(spec, "--seed", "the same seed gives the same result (default 1)");
    option(spec, "--releases", "releases of each half (default " + RELEASES + ")");
    option(spec, "--rps", "requests a second that the candidate answers (default 5)");
    option(spec, "--weight", "the candidate's share of what is compared, in % (default 10)");
    option(spec, "--hours", "how long a release is watched (default 1)");
    option(spec, "--base-error", "share of the baseline's requests that fail (default 0.005)");
    option(spec, "--effect", "so many times the errors has a harmful candidate (default 3)");
    option(spec, "--latency-effect", "so many times the latency (default 1)");
    option(spec, "--burst", "errors in a row that a client has (default 1)");
    spec.addOption(
        CommandForm.switchOption(
            "--table", "all effects at 0.5, 5 and 50 requests a second, and bursts of 1, 3, 10"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    Scenario scenario = scenario(given);
    int releases = releases(given);
    long seed = seed(given);
    boolean isTable = given.hasMatchedOption("--table");
    List<SimulationReport> reports =
        isTable
            ? PowerTable.run(scenario, releases, seed)
            : List.of(Simulation.run(scenario, releases, seed));
    if (given.hasMatchedOption("--json")) {
      List<Map<String, @Nullable Object>> json =
          reports.stream().map(SimulateGateCommand::json).toList();
      surroundings.out().println(JsonText.of(isTable ? json : json.getFirst()));
    } else {
      print(reports);
    }
    return ExitCode.WELL;
  }

  private static Scenario scenario(ParseResult given) {
    try {
      return new Scenario(
          GateMargins.number(given, "--rps", FALLBACK.rps()),
          share(given),
          GateMargins.number(given, "--hours", FALLBACK.hours()),
          GateMargins.number(given, "--base-error", FALLBACK.baseError()),
          GateMargins.number(given, "--effect", FALLBACK.effect()),
          GateMargins.number(given, "--latency-effect", FALLBACK.latencyEffect()),
          given.hasMatchedOption("--burst")
              ? (int) Math.min(Integer.MAX_VALUE, GateMargins.count(given, "--burst"))
              : FALLBACK.burst());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(inFlags(String.valueOf(e.getMessage())));
    }
  }

  /** The weight as a share; the only value that has another unit than its flag. */
  private static double share(ParseResult given) {
    double weight = GateMargins.number(given, "--weight", 100 * FALLBACK.share());
    if (weight < WEIGHT_MIN || weight > 100 - WEIGHT_MIN) {
      throw CommandFailure.usage(
          "--weight %s: must be from 0.1 to 99.9"
              .formatted(given.matchedOptionValue("--weight", "")));
    }
    return weight / 100;
  }

  /** What the scenario complains of, by the flag that the user wrote: {@code --base-error 1: …}. */
  private static String inFlags(String complaint) {
    return FLAGS.stream()
        .filter(flag -> complaint.startsWith(flag.substring(2).replace('-', ' ') + " "))
        .findFirst()
        .map(flag -> flag + complaint.substring(flag.length() - 2))
        .orElse(complaint);
  }

  private static int releases(ParseResult given) {
    long releases =
        given.hasMatchedOption("--releases") ? GateMargins.count(given, "--releases") : RELEASES;
    if (releases < 1 || releases > Simulation.RELEASES_MAX) {
      throw CommandFailure.usage(
          "--releases " + releases + ": must be from 1 to " + Simulation.RELEASES_MAX);
    }
    return (int) releases;
  }

  private static long seed(ParseResult given) {
    String text = given.matchedOptionValue("--seed", "1");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw CommandFailure.usage("--seed '" + text + "': write a whole number");
    }
  }

  private void print(List<SimulationReport> reports) {
    TextTable table =
        TextTable.of(
            "RPS",
            "WEIGHT",
            "BURST",
            "ERRORS",
            "LATENCY",
            "FALSE ROLLBACKS",
            "HEALTHY PROMOTED",
            "ROLLED BACK",
            "MEDIAN",
            "PROMOTED");
    for (SimulationReport report : reports) {
      Scenario scenario = report.scenario();
      Double median = report.medianMinutesToRollback();
      table.add(
          one(scenario.rps()),
          one(100 * scenario.share()) + " %",
          Integer.toString(scenario.burst()),
          "x" + two(scenario.effect()),
          "x" + two(scenario.latencyEffect()),
          two(100 * report.falseRollbackRate())
              + " % (< "
              + two(100 * report.falseRollbackRateBound())
              + " %)",
          one(100 * report.promotionRate()) + " %",
          one(100 * report.detectionRate()) + " %",
          median == null ? "-" : one(median) + " min",
          one(100 * report.harmfulPromotionRate()) + " %");
    }
    table.lines().forEach(surroundings.out()::println);
    SimulationReport any = reports.getFirst();
    surroundings
        .out()
        .println(
            "%d healthy and %d harmful releases a line, watched for %s h; base error %s %%"
                .formatted(
                    any.releases(),
                    any.releases(),
                    BigDecimal.valueOf(any.scenario().hours()).toPlainString(),
                    two(100 * any.scenario().baseError())));
  }

  private static Map<String, @Nullable Object> json(SimulationReport report) {
    Scenario scenario = report.scenario();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("seed", report.seed());
    json.put("releases", report.releases());
    json.put("rps", scenario.rps());
    json.put("weightPercent", 100 * scenario.share());
    json.put("hours", scenario.hours());
    json.put("baseError", scenario.baseError());
    json.put("burst", scenario.burst());
    json.put("effect", scenario.effect());
    json.put("latencyEffect", scenario.latencyEffect());
    json.put("falseRollbackRate", report.falseRollbackRate());
    json.put("falseRollbackRateBound", report.falseRollbackRateBound());
    json.put("detectionRate", report.detectionRate());
    json.put("medianMinutesToRollback", report.medianMinutesToRollback());
    json.put("promotionRate", report.promotionRate());
    json.put("medianMinutesToPromotion", report.medianMinutesToPromotion());
    json.put("harmfulPromotionRate", report.harmfulPromotionRate());
    return json;
  }

  private static void option(CommandSpec spec, String flag, String what) {
    spec.addOption(CommandForm.valueOption(flag, "N", what));
  }

  private static String one(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
