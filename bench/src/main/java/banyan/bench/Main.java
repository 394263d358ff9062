package banyan.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code banyan bench}: measures a suite and prints what came of it. Exit codes: 0 measured,
 * whoever was missing; 1 a request or a peer failed, so that there is nothing to say; 2 wrong use.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  /** Ten minutes of one thing are enough. */
  private static final int NUMBER_MAX = 600;

  /** More than any server of one processor answers. */
  private static final int RATE_MAX = 1_000_000;

  private static final String PROGRESS = "progress on stderr";

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    CommandLine command = new CommandLine(spec());
    try {
      ParseResult given = command.parseArgs(arguments);
      if (given.isUsageHelpRequested()) {
        command.usage(out);
        return 0;
      }
      Report report = measure(given, arguments, err);
      out.print(report.text());
      out.flush();
      Path json = given.matchedOptionValue("--json", (Path) null);
      if (json != null) {
        report.write(json);
      }
      return 0;
    } catch (ParameterException e) {
      err.println("banyan bench: " + e.getMessage() + "; try 'banyan bench --help'");
      return WRONG_USE;
    } catch (BenchFailure e) {
      err.println("banyan bench: " + e.getMessage());
      return FAILED;
    }
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("banyan bench");
    spec.usageMessage()
        .description("Measure what a request costs our process beside other programs.")
        .footer("Exit codes: 0 measured, 1 a request or a peer failed, 2 wrong use; " + PROGRESS);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SUITE")
            .index("0")
            .arity("1")
            .type(String.class)
            .description(String.join(", ", Suites.all().keySet()))
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    spec.addOption(number("--rounds", "5", "windows of each peer in each scenario"));
    spec.addOption(number("--seconds", "5", "the time of one window"));
    spec.addOption(
        number("--warm-up", "30", "seconds of each peer in each scenario before the first window"));
    spec.addOption(
        number("--rate", "1000", "requests that come in a second where latency is measured"));
    spec.addOption(
        OptionSpec.builder("--peers")
            .paramLabel("NAME,...")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .description("only peers whose names begin so, and ours; all of the suite without it")
            .build());
    spec.addOption(
        OptionSpec.builder("--json")
            .paramLabel("FILE")
            .type(Path.class)
            .description("write the figures there, too")
            .build());
    return spec;
  }

  private static OptionSpec number(String name, String fallback, String description) {
    return OptionSpec.builder(name)
        .paramLabel("N")
        .type(int.class)
        .defaultValue(fallback)
        .description(description + " (" + fallback + ")")
        .build();
  }

  private static Report measure(ParseResult given, String[] arguments, PrintWriter err) {
    Rounds.Plan plan = plan(given);
    var suites = Suites.all();
    String name = given.matchedPositionalValue(0, "");
    var open = suites.get(name);
    if (open == null) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "no suite '" + name + "': " + String.join(", ", suites.keySet()));
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    try (Workplace place = workplace();
        Suite suite = open.apply(place).with(given.matchedOptionValue("--peers", List.of()))) {
      Findings findings = suite.measure(plan, new Progress(err));
      return new Report(
          "./banyan bench " + String.join(" ", arguments),
          InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS),
          Machine.of(),
          conditions(suite, plan, place),
          suite.peers(),
          findings);
    }
  }

  private static Rounds.Plan plan(ParseResult given) {
    return new Rounds.Plan(
        number(given, "--rounds"),
        Duration.ofSeconds(number(given, "--seconds")),
        Duration.ofSeconds(number(given, "--warm-up")),
        number(given, "--rate"));
  }

  private static int number(ParseResult given, String name) {
    int value = given.commandSpec().findOption(name).getValue();
    int max = name.equals("--rate") ? RATE_MAX : NUMBER_MAX;
    if (value < 1 || value > max) {
      throw new ParameterException(
          given.commandSpec().commandLine(), name + ": " + value + " is not from 1 to " + max);
    }
    return value;
  }

  private static Map<String, String> conditions(Suite suite, Rounds.Plan plan, Workplace place) {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put(
        "load",
        suite.connections()
            + " kept connections, each asks again when it is answered; every status is checked");
    conditions.put(
        "windows",
        "%d rounds of %d s for each peer, in turns, after %d s of warm-up; medians"
            .formatted(plan.count(), plan.window().toSeconds(), plan.warmUp().toSeconds()));
    conditions.put("processors", place.cores().description());
    conditions.put("figures", "processor time of the whole process, user and system, per request");
    return conditions;
  }

  /** The user of the embedded database must reach it, also when root runs us. */
  private static Workplace workplace() {
    try {
      Path work =
          Files.createTempDirectory(
              "banyan-bench",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      return new Workplace(
          Path.of(System.getProperty("banyan.root")),
          words("banyan.java.flags"),
          words("banyan.proxy.flags"),
          work,
          Cores.bind());
    } catch (IOException e) {
      throw new BenchFailure("no folder to work in: " + e.getMessage(), e);
    }
  }

  /** A property that the launcher sets. */
  private static List<String> words(String property) {
    return List.of(System.getProperty(property).strip().split("\\s+"));
  }
}
