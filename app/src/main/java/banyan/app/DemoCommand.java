package banyan.app;

import banyan.app.demo.DemoFolder;
import banyan.app.demo.DemoPlan;
import banyan.app.demo.GivenService;
import banyan.app.demo.JavaProgram;
import banyan.app.demo.Report;
import banyan.app.demo.Scene;
import banyan.app.demo.Screen;
import banyan.app.demo.Show;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan demo}: the catalogue moves out step by step, and the evidence is judged. */
final class DemoCommand implements Command {
  private static final int SECONDS_DEFAULT = 60;
  private static final int SECONDS_MIN = 2;
  private static final int SECONDS_MAX = 300;
  private static final int RATE_DEFAULT = 120;
  private static final int RATE_MIN = 10;
  private static final int RATE_MAX = 600;

  private final Surroundings surroundings;
  private final Configuration configuration;

  DemoCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "demo",
            "Take the tour: the catalogue moves out under traffic, and nobody notices.",
            "banyan demo                             on a database of its own, some minutes long",
            "banyan demo --json report.json",
            "banyan demo --seconds 120 --rate 400",
            "banyan demo --fallback false            what a missing fallback does to readers",
            "banyan demo --data folder --service http://127.0.0.1:9001");
    spec.addOption(
        CommandForm.valueOption(
            "--seconds",
            "N",
            "how long all stages last together at least, %d to %d (default %d)"
                .formatted(SECONDS_MIN, SECONDS_MAX, SECONDS_DEFAULT)));
    spec.addOption(
        CommandForm.valueOption(
            "--rate",
            "N",
            "requests a second, %d to %d (default %d)"
                .formatted(RATE_MIN, RATE_MAX, RATE_DEFAULT)));
    spec.addOption(
        CommandForm.valueOption("--json", "FILE", "write the whole report to this file"));
    spec.addOption(
        CommandForm.valueOption(
            "--data", "FOLDER", "keep database and logs here (default: a temporary folder)"));
    spec.addOption(
        CommandForm.valueOption(
            "--service",
            "URL",
            "move to this service on the same data folder, and do not kill it"));
    spec.addOption(
        CommandForm.valueOption(
            "--fallback",
            "true|false",
            "whether reads are answered here when the service does not (default true)"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, List.of(DatabaseSettings.PROGRAMS));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    DemoPlan plan = plan(given);
    Settings settings = configuration.load(given).settings();
    Report report;
    try (DemoFolder folder = folder(given)) {
      report = play(plan, folder, settings);
    }
    report.lines().forEach(surroundings.out()::println);
    write(report, given.matchedOptionValue("--json", null));
    return conclude(report);
  }

  private Report play(DemoPlan plan, DemoFolder folder, Settings settings) {
    StopSignal stop = StopSignal.install();
    Screen screen = new Screen(surroundings.out(), surroundings.hasColour());
    screen.say("Starting a database and the processes on " + folder.path());
    screen.say("Shortened for the show: " + String.join(", ", Scene.SHORTENED));
    screen.say("For processes that are minutes old: java " + JavaProgram.QUICK);
    try (EmbeddedServer server = EmbeddedDatabase.start(folder.path(), settings);
        Scene scene =
            Scene.open(
                JavaProgram.ofThisProcess().compiledQuickly(),
                folder.path(),
                server.address(),
                plan.service() == null,
                stop::await)) {
      if (plan.service() != null) {
        screen.say("Waiting for a service on the same folder at " + plan.service());
        GivenService.await(plan.service(), stop::await);
      }
      return Show.play(scene, plan, screen, stop::await, InstantSource.system());
    }
  }

  private ExitCode conclude(Report report) {
    if (report.broken().isEmpty()) {
      surroundings.out().println("All promises were kept.");
      return ExitCode.WELL;
    }
    throw CommandFailure.failed("broken: " + String.join(", ", report.broken()));
  }

  private DemoPlan plan(ParseResult given) {
    Duration time =
        Duration.ofSeconds(number(given, "--seconds", SECONDS_DEFAULT, SECONDS_MIN, SECONDS_MAX));
    int rate = number(given, "--rate", RATE_DEFAULT, RATE_MIN, RATE_MAX);
    String fallback = given.matchedOptionValue("--fallback", "true");
    try {
      return DemoPlan.tour(time, rate, SettingParsers.flag(fallback), service(given));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--fallback: " + e.getMessage());
    }
  }

  private static int number(ParseResult given, String option, int fallback, int min, int max) {
    String text = given.matchedOptionValue(option, Integer.toString(fallback));
    try {
      return SettingParsers.wholeNumber(text, min, max);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(option + ": " + e.getMessage());
    }
  }

  private static @Nullable URI service(ParseResult given) {
    String text = given.matchedOptionValue("--service", "");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("http://[A-Za-z0-9.-]+:\\d{1,5}")) {
      throw CommandFailure.usage("--service: '" + text + "': write http://HOST:PORT");
    }
    return URI.create(text);
  }

  private DemoFolder folder(ParseResult given) {
    String named = given.matchedOptionValue("--data", "");
    if (named.isEmpty()) {
      return DemoFolder.temporary();
    }
    Path path = surroundings.folder().resolve(named);
    DataFolder.refuseUnusable(path);
    return DemoFolder.of(path);
  }

  private void write(Report report, @Nullable String file) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(surroundings.folder().resolve(file), JsonText.of(report.json()) + "\n");
    } catch (IOException e) {
      throw CommandFailure.failed("--json: " + file + " cannot be written: " + e, e);
    }
  }
}
