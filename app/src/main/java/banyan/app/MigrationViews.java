package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan migration list|show|explain}: what moves, how far it is, and what may be next. */
final class MigrationViews {
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminOptions admin;
  private final Watch watch;

  private MigrationViews(AdminOptions admin) {
    this.admin = admin;
    this.watch = new Watch(admin.surroundings());
  }

  static List<Command> all(AdminOptions admin) {
    MigrationViews views = new MigrationViews(admin);
    return List.of(
        views.part(
            "list",
            "Show every migration of a running process: stage, share, who moved it last and why.",
            "banyan migration list --watch",
            spec -> spec.addOption(Watch.option()),
            (client, _) -> RouteAnswers.read(client.ask("/migrations")),
            MigrationViews::list),
        views.part(
            "show",
            "Show one migration and its moves, newest first.",
            "banyan migration show catalog --json | jq .history",
            spec -> {
              spec.addPositional(CommandForm.argument(0, "NAME", "the migration"));
              spec.addOption(Watch.option());
            },
            MigrationViews::shownWithParity,
            MigrationViews::show),
        views.part(
            "explain",
            "Tell what can be done with a migration now, what it needs, and what cannot.",
            "banyan migration explain catalog",
            spec -> spec.addPositional(CommandForm.argument(0, "NAME", "the migration")),
            MigrationViews::shown,
            MigrationViews::explain));
  }

  /** The JSON of a reply. Throws CommandFailure with its detail when it is a refusal. */
  static JsonNode read(AdminClient.Reply reply) {
    JsonNode json = RouteAnswers.read(reply.body());
    if (reply.status() == 200 || reply.status() == 201) {
      return json;
    }
    if (reply.status() == 404 && json.has("type")) {
      throw CommandFailure.failed(
          "that process migrates nothing; ask one that follows a document, such as --role up");
    }
    throw CommandFailure.failed(json.path("detail").asText("answered " + reply.status()));
  }

  private Command part(
      String name,
      String summary,
      String example,
      Consumer<CommandSpec> own,
      Asking asking,
      Function<JsonNode, List<String>> lines) {
    return new PartCommand(
        name,
        summary,
        example,
        spec -> {
          own.accept(spec);
          spec.addOption(CommandForm.switchOption("--json", "print JSON"));
          admin.addTo(spec);
        },
        given -> {
          boolean isJson = given.hasMatchedOption("--json");
          try (AdminClient client = new AdminClient(admin.address(given))) {
            watch.show(
                given,
                () -> {
                  JsonNode json = asking.ask(client, given);
                  return isJson ? List.of(JsonText.of(json)) : lines.apply(json);
                });
          }
          return ExitCode.WELL;
        });
  }

  private static JsonNode shown(AdminClient client, ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    return read(
        client.send("/migrations/show", JSON.createObjectNode().put("name", name).toString()));
  }

  /** With what comparisons have shown, where the process compares. */
  private static JsonNode shownWithParity(AdminClient client, ParseResult given) {
    JsonNode shown = shown(client, given);
    AdminClient.Reply parity =
        client.send(
            "/parity/show",
            JSON.createObjectNode().put("name", given.matchedPositionalValue(0, "")).toString());
    if (shown instanceof ObjectNode object && parity.status() == 200) {
      object.setAll((ObjectNode) RouteAnswers.read(parity.body()));
    }
    return shown;
  }

  private static List<String> list(JsonNode migrations) {
    TextTable table = TextTable.of("NAME", "STAGE", "SHARE", "FROM", "TO", "SINCE", "WHO", "WHY");
    for (JsonNode migration : migrations) {
      table.add(
          text(migration, "name"),
          text(migration, "stage"),
          percent(migration.path("share")),
          text(migration, "from"),
          text(migration, "to"),
          text(migration, "since"),
          text(migration, "who"),
          text(migration, "why"));
    }
    return table.lines();
  }

  private static List<String> show(JsonNode shown) {
    JsonNode migration = shown.path("migration");
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s is at %s, revision %s, since %s"
            .formatted(
                text(migration, "name"),
                text(migration, "standing"),
                text(migration, "revision"),
                text(migration, "since")));
    List<String> routes = new ArrayList<>();
    migration.path("routes").forEach(route -> routes.add(route.asText()));
    lines.add("  routes    " + String.join(", ", routes));
    lines.add("  from      " + text(migration, "from"));
    lines.add(
        "  to        %s, which answers %s"
            .formatted(text(migration, "to"), percent(migration.path("share"))));
    lines.add("  identity  " + text(migration, "identity"));
    if (migration.path("salt").isTextual()) {
      lines.add("  salt      " + text(migration, "salt"));
    }
    if (!migration.path("settings").isEmpty()) {
      lines.add("  settings  " + terms(migration.path("settings")));
    }
    if (shown.has("parity")) {
      lines.addAll(ParityLines.summary(shown));
    }
    if (migration.path("plan").isTextual()) {
      lines.add(
          "  roll-out  "
              + (migration.path("isRollingOut").asBoolean() ? "running: " : "not running: ")
              + text(migration, "plan"));
    }
    if (!migration.path("isAutomatic").asBoolean()) {
      lines.add("  gate      takes nothing back by itself");
    }
    lines.addAll(ShadowLines.of(shown.path("shadow")));
    lines.addAll(oldSide(shown.path("oldSide")));
    lines.add("");
    TextTable table = TextTable.of("ENTRY", "WHEN", "MOVE", "TO", "WHO", "ROLE", "WHY", "EVIDENCE");
    for (JsonNode move : shown.path("history")) {
      table.add(
          text(move, "entry"),
          text(move, "when"),
          text(move, "move"),
          text(move, "standing"),
          text(move, "who"),
          text(move, "role"),
          text(move, "why"),
          text(move, "evidence"));
    }
    lines.addAll(table.lines());
    return lines;
  }

  /** The settings that it has of its own. */
  private static String terms(JsonNode settings) {
    List<String> terms = new ArrayList<>();
    settings
        .properties()
        .forEach(term -> terms.add(term.getKey() + "=" + text(settings, term.getKey())));
    return String.join(", ", terms);
  }

  /** What is known of the side that should be asked no more; nothing while it answers some. */
  private static List<String> oldSide(JsonNode old) {
    if (!old.isObject()) {
      return List.of();
    }
    String last =
        old.path("hits").asLong() == 0
            ? ""
            : ", last %s: %s, %s, by %s"
                .formatted(
                    text(old, "last"), text(old, "cause"), text(old, "route"), text(old, "caller"));
    return List.of(
        "  old side  %s hits since %s%s".formatted(text(old, "hits"), text(old, "since"), last),
        "  rollback safe: " + text(old, "rollback"));
  }

  private static List<String> explain(JsonNode shown) {
    JsonNode migration = shown.path("migration");
    List<String> lines = new ArrayList<>();
    lines.add(text(migration, "name") + " is at " + text(migration, "standing"));
    for (JsonNode move : shown.path("next")) {
      lines.add(
          move.path("isAllowed").asBoolean()
              ? "  %s leads to %s and needs %s"
                  .formatted(text(move, "move"), text(move, "leadsTo"), text(move, "demands"))
              : "  not %s: %s".formatted(text(move, "move"), text(move, "reason")));
    }
    return lines;
  }

  private static String percent(JsonNode share) {
    return java.math.BigDecimal.valueOf(share.asDouble()).stripTrailingZeros().toPlainString()
        + "%";
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText("").replaceAll("\\p{Cntrl}", "?");
  }

  @FunctionalInterface
  private interface Asking {
    JsonNode ask(AdminClient client, ParseResult given);
  }
}
