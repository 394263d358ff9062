package banyan.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan proxy}: the request path alone, in front of anything. */
final class ProxyCommand implements Command {
  private final Surroundings surroundings;
  private final Configuration configuration;

  ProxyCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "proxy",
            "Run the proxy alone: no database, no context, no public path of its own.",
            "banyan proxy --routes routes.yaml",
            "banyan proxy --routes routes.yaml --host 0.0.0.0 --port 80");
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, DeclaredSettings.ofProxy());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    return LoneProxy.serve(surroundings, configuration.load(given));
  }
}
