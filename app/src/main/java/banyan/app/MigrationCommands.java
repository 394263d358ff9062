package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan migration create|shadow|canary|rollout|…}: what moves routes. */
final class MigrationCommands {
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminOptions admin;
  private final Surroundings surroundings;

  private MigrationCommands(AdminOptions admin) {
    this.admin = admin;
    this.surroundings = admin.surroundings();
  }

  /** The group with all its parts, those that show something included. */
  static CommandGroup group(Surroundings surroundings, Configuration configuration) {
    AdminOptions admin = new AdminOptions(surroundings, configuration);
    List<Command> parts = new ArrayList<>(new MigrationCommands(admin).moves());
    parts.addAll(MigrationViews.all(admin));
    parts.add(MigrationDiffCommand.part(admin));
    return new CommandGroup(
        "migration", "Move routes from one side to another in reversible steps.", parts);
  }

  private List<Command> moves() {
    return List.of(
        part(
            "create",
            "Prepare a migration: nothing moves yet.",
            "banyan migration create catalog --routes '/api/v1/products/**' --from local"
                + " --to catalog --why 'the catalogue moves out'",
            this::addCreate,
            this::create),
        move("shadow", "Copy requests to the new side.", "shadow catalog --why 'it runs'"),
        canary(),
        rollOut(),
        move("halt", "End a roll-out where it is.", "halt catalog --why 'not over the weekend'"),
        move(
            "promote", "Let the new side answer everybody.", "promote catalog --why 'all is well'"),
        part(
            "rollback",
            "Go back: to where the old side answers everybody, or to an earlier stage.",
            "banyan migration rollback catalog --to canary --why 'too many errors'",
            spec -> {
              addMove(spec);
              spec.addOption(
                  CommandForm.valueOption(
                      "--to",
                      "STAGE",
                      "prepared, shadow or canary (default: shadow, from there prepared)"));
            },
            (client, given) -> {
              ObjectNode request = request(given, "rollback");
              if (given.hasMatchedOption("--to")) {
                request.put("to", given.matchedOptionValue("--to", ""));
              }
              return moved(client, given, request);
            }),
        move("retire", "Close the old side for good.", "retire catalog --why 'nobody asks it'"));
  }

  private Command canary() {
    return part(
        "canary",
        "Let the new side answer a share of identities, in percent.",
        "banyan migration canary catalog 10 --why 'no difference found'",
        spec -> {
          addMove(spec);
          spec.addPositional(CommandForm.argument(1, "WEIGHT", "percent, such as 10 or 0.25"));
          spec.addOption(
              CommandForm.switchOption(
                  "--no-automatic", "the gate tells of harm and takes nothing back"));
        },
        (client, given) ->
            moved(
                client,
                given,
                request(given, "canary")
                    .put("weight", given.matchedPositionalValue(1, ""))
                    .put("automatic", !given.hasMatchedOption("--no-automatic"))));
  }

  private Command rollOut() {
    return part(
        "rollout",
        "Let the gate raise the share step by step, go live, or go back.",
        "banyan migration rollout catalog --steps 1:10:10m,10:50:20m,50:100:30m --why 'go'",
        spec -> {
          addMove(spec);
          spec.addOption(
              CommandForm.valueOption(
                  "--steps",
                  "PLAN",
                  "steps of percent:users:time (default: the last plan, or"
                      + " 1:10:10m,10:50:20m,50:100:30m)"));
        },
        (client, given) -> {
          ObjectNode request = request(given, "rollout");
          if (given.hasMatchedOption("--steps")) {
            request.put("plan", given.matchedOptionValue("--steps", ""));
          }
          return moved(client, given, request);
        });
  }

  private Command move(String word, String summary, String example) {
    return part(
        word,
        summary,
        "banyan migration " + example,
        MigrationCommands::addMove,
        (client, given) -> moved(client, given, request(given, word)));
  }

  private Command part(
      String name,
      String summary,
      String example,
      Consumer<CommandSpec> own,
      BiFunction<AdminClient, ParseResult, ExitCode> action) {
    return new PartCommand(
        name,
        summary,
        example,
        spec -> {
          own.accept(spec);
          spec.addOption(
              CommandForm.valueOption(
                  "--why", "TEXT", "the reason, kept in the audit log; needed"));
          spec.addOption(
              CommandForm.valueOption("--as", "NAME", "who moves it (default: the token's role)"));
          spec.addOption(CommandForm.switchOption("--json", "print JSON"));
          admin.addTo(spec);
        },
        given -> {
          if (given.matchedOptionValue("--why", "").isBlank()) {
            throw CommandFailure.usage("--why: say why, such as --why 'the catalogue moves out'");
          }
          return admin.ask(given, client -> action.apply(client, given));
        });
  }

  private void addCreate(CommandSpec spec) {
    spec.addPositional(CommandForm.argument(0, "NAME", "lower-case words joined by hyphens"));
    spec.addOption(
        CommandForm.listOption(
                "PATTERN", "which requests: '/api/**' or 'GET,HEAD /api/**'", "--routes")
            .required(true)
            .build());
    spec.addOption(needed("--from", "SIDE", "who answers now: local or an upstream"));
    spec.addOption(needed("--to", "SIDE", "who shall answer: local or an upstream"));
    spec.addOption(
        CommandForm.valueOption(
            "--identity",
            "SOURCE,…",
            "by what clients are told apart: tenant, user, cookie:NAME, signed-cookie:NAME, address"
                + " (default user,address)"));
    spec.addOption(
        CommandForm.listOption(
                "KEY=VALUE",
                "a setting of its own: one of gate.* but gate.automatic, migration.quiet or"
                    + " migration.rollback.mismatch",
                "--set")
            .build());
  }

  private static OptionSpec needed(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .required(true)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static void addMove(CommandSpec spec) {
    spec.addPositional(CommandForm.argument(0, "NAME", "the migration"));
    spec.addOption(
        CommandForm.valueOption(
            "--override", "REASON", "move without the evidence that is demanded; admin's token"));
    spec.addOption(
        CommandForm.valueOption(
            "--expect", "REVISION", "move nothing unless the migration is at this revision"));
  }

  private ExitCode create(AdminClient client, ParseResult given) {
    ObjectNode request = JSON.createObjectNode();
    request.put("name", given.matchedPositionalValue(0, ""));
    ArrayNode routes = request.putArray("routes");
    List<String> patterns = given.matchedOptionValue("--routes", List.of());
    patterns.forEach(routes::add);
    request.put("from", given.matchedOptionValue("--from", ""));
    request.put("to", given.matchedOptionValue("--to", ""));
    if (given.hasMatchedOption("--identity")) {
      request.put("identity", given.matchedOptionValue("--identity", ""));
    }
    if (given.hasMatchedOption("--set")) {
      ArrayNode settings = request.putArray("settings");
      List<String> own = given.matchedOptionValue("--set", List.of());
      own.forEach(settings::add);
    }
    addReason(given, request);
    return done(client.send("/migrations/create", request.toString()), given);
  }

  private ExitCode moved(AdminClient client, ParseResult given, ObjectNode request) {
    return done(client.send("/migrations/move", request.toString()), given);
  }

  private static ObjectNode request(ParseResult given, String move) {
    ObjectNode request = JSON.createObjectNode();
    request.put("name", given.matchedPositionalValue(0, ""));
    request.put("move", move);
    if (given.hasMatchedOption("--override")) {
      request.put("override", given.matchedOptionValue("--override", ""));
    }
    if (given.hasMatchedOption("--expect")) {
      request.put("expect", revision(given.matchedOptionValue("--expect", "")));
    }
    addReason(given, request);
    return request;
  }

  private static void addReason(ParseResult given, ObjectNode request) {
    request.put("why", given.matchedOptionValue("--why", ""));
    if (given.hasMatchedOption("--as")) {
      request.put("as", given.matchedOptionValue("--as", ""));
    }
  }

  private static long revision(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw CommandFailure.usage("--expect: '" + text + "' is no revision");
    }
    return Long.parseLong(text);
  }

  private ExitCode done(AdminClient.Reply reply, ParseResult given) {
    JsonNode json = MigrationViews.read(reply);
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(JsonText.of(json));
    } else {
      surroundings
          .out()
          .println(
              "%s is at %s, revision %s (%s: %s)"
                  .formatted(
                      json.path("name").asText(),
                      json.path("standing").asText(),
                      json.path("revision").asText(),
                      json.path("who").asText(),
                      json.path("why").asText()));
    }
    return ExitCode.WELL;
  }
}
