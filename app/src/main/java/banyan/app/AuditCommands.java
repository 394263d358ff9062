package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan audit verify}: whether the audit log was touched. */
final class AuditCommands {
  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

  private final AdminOptions admin;

  private AuditCommands(AdminOptions admin) {
    this.admin = admin;
  }

  static CommandGroup group(Surroundings surroundings, Configuration configuration) {
    AuditCommands commands = new AuditCommands(new AdminOptions(surroundings, configuration));
    return new CommandGroup(
        "audit",
        "Look after the audit log of migrations.",
        List.of(
            new PartCommand(
                "verify",
                "Recompute the audit log, entry by entry. Exit code 1: one is missing or changed.",
                "banyan audit verify --head 12:9f2c…",
                commands::addVerify,
                commands::verify)));
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
      if (log instanceof com.fasterxml.jackson.databind.node.ObjectNode object && !head.isEmpty()) {
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
