package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan migration diff}: what the sides of a migration say differently. */
final class MigrationDiffCommand {
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminOptions admin;

  private MigrationDiffCommand(AdminOptions admin) {
    this.admin = admin;
  }

  static Command part(AdminOptions admin) {
    MigrationDiffCommand command = new MigrationDiffCommand(admin);
    return new PartCommand(
        "diff",
        "Show what both sides say differently. Exit code 1: they do, or nothing was compared.",
        "banyan migration diff catalog --watch",
        command::addOptions,
        command::run);
  }

  /** What comparisons have shown of a migration. */
  static JsonNode shown(AdminClient client, String name) {
    return MigrationViews.read(
        client.send("/parity/show", JSON.createObjectNode().put("name", name).toString()));
  }

  private void addOptions(CommandSpec spec) {
    spec.addPositional(CommandForm.argument(0, "NAME", "the migration"));
    spec.addOption(
        CommandForm.switchOption(
            "--reverse", "the copies to the old side of what the new one answered, at live"));
    spec.addOption(Watch.option());
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    admin.addTo(spec);
  }

  private ExitCode run(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    String direction = given.hasMatchedOption("--reverse") ? "reverse" : "forward";
    boolean isJson = given.hasMatchedOption("--json");
    return admin.ask(
        given,
        client -> {
          JsonNode[] last = {JSON.createObjectNode()};
          new Watch(admin.surroundings())
              .show(
                  given,
                  () -> {
                    last[0] = shown(client, name);
                    return isJson
                        ? List.of(JsonText.of(last[0]))
                        : ParityLines.of(last[0], direction);
                  });
          JsonNode compared = last[0].path("parity").path(direction);
          boolean isSame =
              compared.path("compared").asLong() > 0 && compared.path("mismatched").asLong() == 0;
          return isSame ? ExitCode.WELL : ExitCode.FAILED;
        });
  }
}
