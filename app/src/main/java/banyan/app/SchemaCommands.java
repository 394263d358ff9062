package banyan.app;

import banyan.platform.database.DatabaseSettings;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan schema apply|status}: the migrations of the contexts' schemas. */
final class SchemaCommands {
  private final Surroundings surroundings;
  private final Configuration configuration;

  SchemaCommands(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  Command group() {
    return new CommandGroup(
        "schema",
        "Apply the migrations of the contexts' schemas, or show how far they are.",
        part("apply", "Apply what is pending and end; 'up' does the same when it starts.", this::x),
        part("status", "Show the version of every schema and what is pending.", this::x));
  }

  private static Command part(String name, String summary, Function<ParseResult, ExitCode> action) {
    return new PartCommand(
        name, summary, "banyan schema " + name, SchemaCommands::addSettings, action);
  }

  private static void addSettings(CommandSpec spec) {
    spec.addOption(Configuration.option());
    SettingFlags.addTo(
        spec, List.of(AppSettings.DATA, DatabaseSettings.URL, DatabaseSettings.SECRET));
  }

  private ExitCode x(ParseResult given) {
    return ExitCode.WELL;
  }
}
