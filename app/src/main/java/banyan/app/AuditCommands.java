package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan audit list|verify}: what the audit log tells, and whether it was touched. */
final class AuditCommands {
  private static final List<String> LIST =
      List.of("ENTRY", "WHEN", "WHAT", "NAME", "HOW", "WHERE", "INSTANCE", "WHO", "ROLE", "WHY");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

  private final AdminOptions admin;

  private AuditCommands(AdminOptions admin) {
    this.admin = admin;
  }

  static CommandGroup group(Surroundings surroundings, Configuration configuration) {
    AuditCommands commands = new AuditCommands(new AdminOptions(surroundings, configuration));
    return new CommandGroup(
        "audit",
        "Look after the audit log of moves and planted faults.",
        List.of(
            commands.admin.part(
                "list",
                "Show what was done to migrations and planted faults, by whom and why.",
                "banyan audit list --last 20",
                commands::addList,
                commands::list),
            new PartCommand(
                "verify",
                "Recompute the audit log, entry by entry. Exit code 1: one is missing or changed.",
                "banyan audit verify --head 12:9f2c…",
                commands::addVerify,
                commands::verify)));
  }

  private void addList(CommandSpec spec) {
    spec.addOption(
        CommandForm.valueOption("--last", "COUNT", "so many entries, 1 to 500 (default: 100)"));
    spec.addOption(
        CommandForm.valueOption(
            "--after", "NUMBER", "instead the entries behind one, 500 at most"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
  }

  private ExitCode list(AdminClient client, ParseResult given) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    for (String member : List.of("last", "after")) {
      String option = "--" + member;
      if (given.hasMatchedOption(option)) {
        asked.put(member, number(option, given.matchedOptionValue(option, "")));
      }
    }
    if (asked.size() > 1) {
      throw CommandFailure.usage("--last and --after ask for different things; give one");
    }
    JsonNode lines = MigrationViews.read(client.send("/audit/lines", asked.toString()));
    TextTable table = TextTable.of(LIST.toArray(String[]::new));
    for (JsonNode line : lines) {
      table.add(LIST.stream().map(name -> cell(line, name)).toArray(String[]::new));
    }
    admin.print(given, lines, lines.isEmpty() ? List.of("the audit log is empty") : table.lines());
    return ExitCode.WELL;
  }

  private static String cell(JsonNode line, String heading) {
    return line.path(heading.toLowerCase(Locale.ROOT)).asText();
  }

  private static long number(String option, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw CommandFailure.usage(option + ": '" + text + "': write a whole number");
    }
    return Long.parseLong(text);
  }

  private void addVerify(CommandSpec spec) {
    spec.addOption(
        CommandForm.valueOption(
            "--head",
            "NUMBER:HASH",
            "an earlier head, which must still be in the log: no end was cut"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    admin.addTo(spec);
  }

  private ExitCode verify(ParseResult given) {
    String head = given.matchedOptionValue("--head", "");
    Matcher expected = HEAD.matcher(head);
    if (!head.isEmpty() && !expected.matches()) {
      throw CommandFailure.usage(
          "--head: '" + head + "': write what an earlier verify printed, NUMBER:HASH");
    }
    try (AdminClient client = new AdminClient(admin.address(given))) {
      JsonNode log = RouteAnswers.read(client.askAtLength("/audit"));
      boolean isThere =
          head.isEmpty() || isThere(client, Long.parseLong(expected.group(1)), expected.group(2));
      boolean isWhole = log.path("isWhole").asBoolean() && isThere;
      print(given, log, head, isThere);
      return isWhole ? ExitCode.WELL : ExitCode.FAILED;
    }
  }

  /** Zero and its hash are before the first entry of any log. */
  private static boolean isThere(AdminClient client, long number, String hash) {
    if (number == 0) {
      return true;
    }
    JsonNode entries =
        MigrationViews.read(client.send("/audit/entries", "{\"after\": " + (number - 1) + "}"));
    JsonNode entry = entries.path(0);
    return entry.path("number").asLong() == number && entry.path("hash").asText().equals(hash);
  }

  private void print(ParseResult given, JsonNode log, String head, boolean isThere) {
    PrintWriter out = admin.surroundings().out();
    if (given.hasMatchedOption("--json")) {
      if (log instanceof ObjectNode object && !head.isEmpty()) {
        object.put("hasHead", isThere);
      }
      out.println(JsonText.of(log));
      return;
    }
    if (log.path("isWhole").asBoolean()) {
      out.println(
          "the audit log is whole: %s entries, head %s:%s"
              .formatted(
                  log.path("entries").asText(),
                  log.path("entries").asText(),
                  log.path("head").asText()));
    } else {
      out.println(
          "the audit log is broken at entry %s: %s"
              .formatted(log.path("broken").asText(), log.path("reason").asText()));
    }
    if (!isThere) {
      out.println(
          "the entry " + head + " is not in the log: its end was cut, or it is another log");
    }
  }
}
