package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan gate show}: what the gate of a running canary says. */
final class GateShowCommand implements Command {
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminOptions admin;
  private final Watch watch;

  GateShowCommand(Surroundings surroundings, Configuration configuration) {
    this.admin = new AdminOptions(surroundings, configuration);
    this.watch = new Watch(surroundings);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "show",
            "Show what the gate of a running canary says: 0 promote, 10 roll back, 11 hold.",
            "banyan gate show catalog --watch",
            "banyan gate show catalog --json | jq .sentence");
    spec.usageMessage().exitCodeList(ExitCode.verdictMeanings());
    spec.addPositional(CommandForm.argument(0, "NAME", "the migration"));
    spec.addOption(Watch.option());
    spec.addOption(CommandForm.switchOption("--json", "print everything that is known"));
    admin.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    boolean isJson = given.hasMatchedOption("--json");
    String question =
        JSON.createObjectNode().put("name", given.matchedPositionalValue(0, "")).toString();
    AtomicReference<ExitCode> last = new AtomicReference<>(ExitCode.INCONCLUSIVE);
    try (AdminClient client = new AdminClient(admin.address(given))) {
      watch.show(
          given,
          () -> {
            JsonNode gate = MigrationViews.read(client.send("/migrations/gate", question));
            last.set(VerdictLines.exitCode(gate));
            return isJson ? List.of(JsonText.of(gate)) : lines(gate);
          });
    }
    return Objects.requireNonNull(last.get());
  }

  private static List<String> lines(JsonNode gate) {
    List<String> lines = new ArrayList<>(VerdictLines.of(gate));
    String where = gate.path("name").asText() + " at " + gate.path("standing").asText();
    lines.add(
        gate.path("isWatching").asBoolean()
            ? where + ", counted since " + gate.path("since").asText()
            : where + ", the last word: it has moved since " + gate.path("looked").asText());
    lines.add(
        gate.path("events").asText() + " events heard; at this weight " + VerdictLines.seen(gate));
    if (gate.path("lost").asLong() > 0) {
      lines.add(gate.path("lost").asText() + " reports were lost: too many at once");
    }
    if (!gate.path("next").equals(gate.path("sentence"))) {
      lines.add("Next: " + gate.path("next").asText());
    }
    return lines;
  }
}
