package banyan.app;

import banyan.wire.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan routes}: which route goes where, and how it fares. */
final class RoutesCommand implements Command {
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  /** ECMA-48: cursor to the top left, then erase to the end. */
  private static final String CLEAR = "\u001b[H\u001b[J";

  private final Surroundings surroundings;
  private final Configuration configuration;

  RoutesCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "routes",
            "Show every route of a running process: owner, where it goes, requests, errors, latency.",
            "banyan routes",
            "banyan routes --watch",
            "banyan routes --json | jq .",
            "banyan routes --admin https://host:8081 --token-file admin.token");
    spec.addOption(CommandForm.switchOption("--watch", "show it again every second, until Ctrl-C"));
    spec.addOption(CommandForm.switchOption("--json", "print the JSON of the admin listener"));
    spec.addOption(
        CommandForm.valueOption(
            "--role", "ROLE", "ask this process of the data folder: up, proxy…"));
    spec.addOption(
        CommandForm.valueOption("--admin", "URL", "ask the admin listener at this address"));
    spec.addOption(
        CommandForm.valueOption("--token-file", "FILE", "the token that goes with --admin"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, List.of(AppSettings.DATA));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    boolean isJson = given.hasMatchedOption("--json");
    try (AdminClient client = new AdminClient(address(given))) {
      if (given.hasMatchedOption("--watch")) {
        watch(client, isJson);
      } else {
        print(client.ask("/routes"), isJson);
      }
    }
    return ExitCode.WELL;
  }

  private AdminAddress address(ParseResult given) {
    String url = given.matchedOptionValue("--admin", "");
    String tokenFile = given.matchedOptionValue("--token-file", "");
    if (url.isEmpty() != tokenFile.isEmpty()) {
      throw CommandFailure.usage("--admin and --token-file go together");
    }
    if (!url.isEmpty()) {
      return AdminAddress.given(url, surroundings.folder().resolve(tokenFile));
    }
    Settings settings = configuration.load(given).settings();
    Path data = surroundings.folder().resolve(settings.get(AppSettings.DATA));
    return AdminAddress.found(data, given.matchedOptionValue("--role", null));
  }

  private void watch(AdminClient client, boolean isJson) {
    StopSignal stop = StopSignal.install();
    do {
      String json = client.ask("/routes");
      if (surroundings.isTerminal()) {
        surroundings.out().print(CLEAR);
      }
      print(json, isJson);
      surroundings.out().flush();
    } while (!stop.await(WATCH_INTERVAL));
  }

  private void print(String json, boolean isJson) {
    if (isJson) {
      surroundings.out().println(json.stripTrailing());
    } else {
      RoutesTable.lines(json).forEach(surroundings.out()::println);
    }
  }
}
