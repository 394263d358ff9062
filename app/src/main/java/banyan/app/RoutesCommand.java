package banyan.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan routes}: which route goes where, and how it fares. */
final class RoutesCommand implements Command {
  private final Surroundings surroundings;
  private final AdminOptions admin;

  RoutesCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.admin = new AdminOptions(surroundings, configuration);
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
            "banyan routes --admin https://host:8081 --token-file admin.token",
            "banyan routes explain 'GET /api/v1/products/42'",
            "banyan routes check routes.yaml",
            "banyan routes what-if next.yaml");
    spec.addOption(Watch.option());
    spec.addOption(CommandForm.switchOption("--json", "print the JSON of the admin listener"));
    admin.addTo(spec);
    for (Command part : parts()) {
      CommandSpec partSpec = part.spec();
      spec.addSubcommand(partSpec.name(), partSpec);
    }
    return spec;
  }

  private List<Command> parts() {
    List<Command> parts = new ArrayList<>(RouteQuestions.all(admin));
    parts.add(upstreams());
    parts.addAll(VersionCommands.all(admin));
    return parts;
  }

  private Command upstreams() {
    return new PartCommand(
        "upstreams",
        "Show how the endpoints of upstreams stand: health, ejections, load and latency.",
        "banyan routes upstreams",
        spec -> {
          spec.addOption(
              CommandForm.switchOption("--json", "print the JSON of the admin listener"));
          admin.addTo(spec);
        },
        given -> {
          String json = admin.ask(given, client -> client.ask("/routes/upstreams"));
          if (given.hasMatchedOption("--json")) {
            surroundings.out().println(json.stripTrailing());
          } else {
            UpstreamsTable.lines(json).forEach(surroundings.out()::println);
          }
          return ExitCode.WELL;
        });
  }

  @Override
  public ExitCode run(ParseResult given) {
    boolean isJson = given.hasMatchedOption("--json");
    try (AdminClient client = new AdminClient(admin.address(given))) {
      new Watch(surroundings).show(given, () -> lines(client.ask("/routes"), isJson));
    }
    return ExitCode.WELL;
  }

  private static List<String> lines(String json, boolean isJson) {
    return isJson ? List.of(json.stripTrailing()) : RoutesTable.lines(json);
  }
}
