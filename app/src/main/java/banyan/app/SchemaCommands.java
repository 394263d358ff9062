package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.platform.ContextModule;
import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.SchemaStatus;
import banyan.platform.database.Schemas;
import banyan.platform.database.SecretFile;
import banyan.platform.database.embedded.Attachment;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.wire.Secret;
import banyan.wire.Settings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
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
        List.of(
            part(
                "apply",
                "Apply what is pending and end; 'up' does the same when it starts.",
                Schemas::apply),
            part(
                "status",
                "Show the version of every schema and what is pending; changes nothing.",
                Schemas::status)));
  }

  private Command part(String name, String summary, Work work) {
    return new PartCommand(
        name,
        summary,
        "banyan schema " + name + " --json",
        SchemaCommands::addOptions,
        given -> run(given, work));
  }

  private static void addOptions(CommandSpec spec) {
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(
        spec,
        List.of(
            AppSettings.DATA,
            DatabaseSettings.URL,
            DatabaseSettings.PROGRAMS,
            DatabaseSettings.SECRET,
            DatabaseSettings.ROLE_PREFIX_SETTING));
  }

  private ExitCode run(ParseResult given, Work work) {
    ResolvedSettings resolved = configuration.load(given);
    Settings settings = resolved.settings();
    Path data = surroundings.folder().resolve(settings.get(AppSettings.DATA));
    Optional<DatabaseAddress> external = settings.find(DatabaseSettings.URL);
    if (external.isPresent()) {
      return print(given, apply(work, external.get(), settings, data));
    }
    return switch (EmbeddedServer.attach(data)) {
      case Attachment.Attached attached ->
          print(given, apply(work, attached.address(), settings, data));
      case Attachment.NotRunning _ -> {
        // Nobody runs the embedded database: it runs for the time of this command.
        try (EmbeddedServer server = EmbeddedDatabase.start(data, settings)) {
          yield print(given, apply(work, server.address(), settings, data));
        }
      }
    };
  }

  private static List<SchemaStatus> apply(
      Work work, DatabaseAddress address, Settings settings, Path data) {
    List<String> owners =
        Stream.concat(
                Stream.of(DatabaseTableStore.OWNER),
                Contexts.all().stream().map(ContextModule::name))
            .toList();
    try {
      Secret secret = SecretFile.read(settings, data);
      return work.apply(new Schemas(address, secret, owners, settings));
    } catch (SQLException | FlywayException e) {
      throw CommandFailure.failed("the database " + address + ": " + e.getMessage(), e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  private ExitCode print(ParseResult given, List<SchemaStatus> schemas) {
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(JsonText.of(schemas.stream().map(SchemaCommands::json).toList()));
      return ExitCode.WELL;
    }
    TextTable table = TextTable.of("SCHEMA", "VERSION", "PENDING");
    for (SchemaStatus schema : schemas) {
      table.add(
          schema.owner(),
          schema.version().isEmpty() ? "-" : schema.version(),
          schema.pending().isEmpty() ? "-" : String.join(", ", schema.pending()));
    }
    table.lines().forEach(surroundings.out()::println);
    return ExitCode.WELL;
  }

  private static Map<String, Object> json(SchemaStatus schema) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", schema.owner());
    json.put("version", schema.version());
    json.put("pending", schema.pending());
    return json;
  }

  /** What is done with the schemas. */
  @FunctionalInterface
  private interface Work {
    List<SchemaStatus> apply(Schemas schemas) throws SQLException;
  }
}
