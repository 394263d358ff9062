package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code banyan fault add|list|remove}: faults planted in requests, to see what becomes of them.
 */
final class FaultCommands {
  /** What a fault does with a value; {@code --reset} takes none. */
  private static final List<String> KINDS = List.of("latency", "abort", "bandwidth");

  /** Options that scope it, by the members of the request. */
  private static final Map<String, String> PLACES =
      Map.of("route", "--route", "host", "--host", "methods", "--method", "path", "--path");

  private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}");
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminOptions admin;

  private FaultCommands(AdminOptions admin) {
    this.admin = admin;
  }

  static CommandGroup group(Surroundings surroundings, Configuration configuration) {
    FaultCommands commands = new FaultCommands(new AdminOptions(surroundings, configuration));
    return new CommandGroup(
        "fault", "Plant faults in requests, to see what becomes of them.", commands.all());
  }

  private List<Command> all() {
    return List.of(
        part(
            "add",
            "Plant a fault. The process must run with fault.allowed: true.",
            "banyan fault add slow --latency 200ms --path '/api/v1/products/**' --share 10 --for 5m"
                + " --why 'does the shop stay usable?'",
            FaultCommands::addOptions,
            this::add),
        part(
            "list",
            "Show the faults that are planted, and how many requests each befell.",
            "banyan fault list --json",
            _ -> {},
            this::list),
        part(
            "remove",
            "End a fault before its time.",
            "banyan fault remove slow",
            spec -> {
              spec.addPositional(name());
              spec.addOption(as());
              spec.addOption(
                  CommandForm.valueOption(
                      "--why", "TEXT", "the reason (default: that of the fault)"));
            },
            this::remove));
  }

  private Command part(
      String name,
      String summary,
      String example,
      Consumer<CommandSpec> own,
      BiFunction<AdminClient, ParseResult, ExitCode> action) {
    return admin.part(
        name,
        summary,
        example,
        own.andThen(spec -> spec.addOption(CommandForm.switchOption("--json", "print JSON"))),
        action);
  }

  private static void addOptions(CommandSpec spec) {
    spec.addPositional(name());
    spec.addOption(CommandForm.valueOption("--latency", "TIME", "requests go on so much later"));
    spec.addOption(CommandForm.valueOption("--abort", "STATUS", "requests get this status"));
    spec.addOption(CommandForm.switchOption("--reset", "connections break without an answer"));
    spec.addOption(
        CommandForm.valueOption("--bandwidth", "BYTES", "answers bring so much a second"));
    spec.addOption(CommandForm.valueOption("--for", "TIME", "how long, 1h at most; needed"));
    spec.addOption(CommandForm.valueOption("--why", "TEXT", "the reason; needed"));
    spec.addOption(as());
    spec.addOption(CommandForm.valueOption("--share", "PERCENT", "of the requests (default: 100)"));
    spec.addOption(CommandForm.valueOption("--path", "TEMPLATE", "as in routes: /api/v1/**"));
    spec.addOption(CommandForm.valueOption("--route", "ROUTE", "as `banyan routes` names it"));
    spec.addOption(CommandForm.valueOption("--host", "HOST", "only requests for it"));
    spec.addOption(CommandForm.valueOption("--method", "METHOD,…", "only these methods"));
    spec.addOption(
        CommandForm.listOption("NAME[=VALUE]", "only requests with it", "--header").build());
  }

  private static PositionalParamSpec name() {
    return CommandForm.argument(0, "NAME", "its name: a-z, 0-9 and hyphens");
  }

  private static OptionSpec as() {
    return CommandForm.valueOption("--as", "NAME", "who does it (default: the role of the token)");
  }

  private ExitCode add(AdminClient client, ParseResult given) {
    ObjectNode request = named(given);
    putKind(request, given);
    request.put("lasts", needed(given, "--for", "5m"));
    request.put("why", needed(given, "--why", "'does the shop stay usable?'"));
    PLACES.forEach(
        (member, option) -> {
          if (given.hasMatchedOption(option)) {
            request.put(member, given.matchedOptionValue(option, ""));
          }
        });
    ArrayNode fields = request.putArray("fields");
    given.matchedOptionValue("--header", List.<String>of()).forEach(fields::add);
    String share = given.matchedOptionValue("--share", "100");
    if (!SHARE.matcher(share).matches()) {
      throw CommandFailure.usage("--share: '" + share + "': write a percentage, 1 to 100");
    }
    request.put("percent", Integer.parseInt(share));
    JsonNode fault = answered(client.send("/faults/add", request.toString()), 201);
    String line =
        "%s: %s for %s%% of %s until %s"
            .formatted(
                text(fault, "name"),
                text(fault, "kind"),
                text(fault, "percent"),
                text(fault, "where"),
                text(fault, "until"));
    return print(given, fault, List.of(line));
  }

  private ExitCode list(AdminClient client, ParseResult given) {
    JsonNode faults = RouteAnswers.read(client.ask("/faults"));
    TextTable table =
        TextTable.of("NAME", "KIND", "WHERE", "SHARE", "UNTIL", "STRUCK", "WHO", "WHY");
    for (JsonNode fault : faults) {
      table.add(
          text(fault, "name"),
          text(fault, "kind"),
          text(fault, "where"),
          text(fault, "percent") + "%",
          text(fault, "until"),
          text(fault, "strikes"),
          text(fault, "who"),
          text(fault, "why"));
    }
    return print(given, faults, faults.isEmpty() ? List.of("no fault is planted") : table.lines());
  }

  private ExitCode remove(AdminClient client, ParseResult given) {
    ObjectNode request = named(given);
    if (given.hasMatchedOption("--why")) {
      request.put("why", given.matchedOptionValue("--why", ""));
    }
    JsonNode fault = answered(client.send("/faults/remove", request.toString()), 200);
    return print(
        given,
        fault,
        List.of(
            "%s ended; it befell %s requests"
                .formatted(text(fault, "name"), text(fault, "strikes"))));
  }

  private ExitCode print(ParseResult given, JsonNode json, List<String> lines) {
    admin.print(given, json, lines);
    return ExitCode.WELL;
  }

  private static ObjectNode named(ParseResult given) {
    ObjectNode request = JSON.createObjectNode();
    request.put("name", given.matchedPositionalValue(0, ""));
    if (given.hasMatchedOption("--as")) {
      request.put("as", given.matchedOptionValue("--as", ""));
    }
    return request;
  }

  private static void putKind(ObjectNode request, ParseResult given) {
    for (String kind : KINDS) {
      if (given.hasMatchedOption("--" + kind)) {
        requireOne(request);
        request.put("kind", kind).put("value", given.matchedOptionValue("--" + kind, ""));
      }
    }
    if (given.hasMatchedOption("--reset")) {
      requireOne(request);
      request.put("kind", "reset");
    }
    if (!request.has("kind")) {
      throw CommandFailure.usage("say what: --latency, --abort, --reset or --bandwidth");
    }
  }

  private static void requireOne(ObjectNode request) {
    if (request.has("kind")) {
      throw CommandFailure.usage("one fault does one thing; plant another one beside it");
    }
  }

  private static String needed(ParseResult given, String option, String example) {
    String value = given.matchedOptionValue(option, "");
    if (value.isBlank()) {
      throw CommandFailure.usage(option + ": needed, such as " + option + " " + example);
    }
    return value;
  }

  private static JsonNode answered(AdminClient.Reply reply, int expected) {
    JsonNode json = RouteAnswers.read(reply.body());
    if (reply.status() != expected) {
      throw CommandFailure.failed(json.path("detail").asText("answered " + reply.status()));
    }
    return json;
  }

  private static String text(JsonNode fault, String member) {
    return fault.path(member).asText();
  }
}
