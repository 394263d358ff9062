package banyan.app;

import banyan.wire.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan up}: serves the product until it is asked to stop. */
final class UpCommand implements Command {
  private static final String UNTIL_INPUT_ENDS = "--until-input-ends";

  private final Surroundings surroundings;
  private final Configuration configuration;

  UpCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "up",
            "Serve the contexts through the proxy, from this one process, until Ctrl-C or SIGTERM.",
            "banyan up                               everything, on an embedded PostgreSQL",
            "banyan up --port 9000 --data /srv/banyan",
            "banyan up --only catalog --port 9001    the catalogue alone, beside a running 'up'",
            "BANYAN_DATABASE_URL=jdbc:postgresql://db/shop BANYAN_SECRET=… banyan up");
    spec.addOption(
        CommandForm.switchOption(
            UNTIL_INPUT_ENDS,
            "stop as well when the standard input ends: with the process that started this one"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, DeclaredSettings.all());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    Settings settings = configuration.load(given).settings();
    Service service = new Service(surroundings);
    return given.hasMatchedOption(UNTIL_INPUT_ENDS)
        ? service.runUntilInputEnds(() -> Application.up(settings), System.in)
        : service.run(() -> Application.up(settings));
  }
}
