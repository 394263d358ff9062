package banyan.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan routes publish|history|show|diff|rollback}: versions of the published routes. */
final class VersionCommands {
  /** As much as a document may have. */
  private static final int DOCUMENT_BYTES_MAX = 1 << 20;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final JsonMapper JSON = new JsonMapper();

  private final AdminOptions admin;
  private final Surroundings surroundings;

  private VersionCommands(AdminOptions admin) {
    this.admin = admin;
    this.surroundings = admin.surroundings();
  }

  static List<Command> all(AdminOptions admin) {
    return new VersionCommands(admin).all();
  }

  private List<Command> all() {
    return List.of(
        admin.part(
            "publish",
            "Put a document in force in every instance, as a new version.",
            "banyan routes publish routes.yaml --why 'the catalogue moves out' --expect 7",
            spec -> {
              spec.addPositional(CommandForm.argument(0, "FILE", "the document"));
              addReason(spec);
            },
            this::publish),
        admin.part(
            "history",
            "Show who published which version, when and why, newest first.",
            "banyan routes history --json | jq .",
            spec -> spec.addOption(CommandForm.switchOption("--json", "print JSON")),
            this::history),
        admin.part(
            "show",
            "Print the document of a version; without a number, of the one in force.",
            "banyan routes show 7 > routes.yaml",
            spec -> spec.addPositional(CommandForm.argument(0, "[VERSION]", "its number")),
            this::show),
        admin.part(
            "diff",
            "Show what changed from one version to another, line by line.",
            "banyan routes diff 6 7",
            spec -> {
              spec.addPositional(CommandForm.argument(0, "A", "the number of the first"));
              spec.addPositional(CommandForm.argument(1, "B", "the number of the second"));
            },
            this::diff),
        admin.part(
            "rollback",
            "Put the document of an earlier version in force again, as a new version.",
            "banyan routes rollback 6 --why 'too many errors'",
            spec -> {
              spec.addPositional(CommandForm.argument(0, "VERSION", "its number"));
              addReason(spec);
            },
            this::rollBack));
  }

  private static void addReason(CommandSpec spec) {
    spec.addOption(
        CommandForm.valueOption("--why", "TEXT", "the reason, kept in the history; needed"));
    spec.addOption(
        CommandForm.valueOption("--as", "NAME", "who publishes (default: the role of the token)"));
    spec.addOption(
        CommandForm.valueOption(
            "--expect", "VERSION", "publish nothing unless this one is the newest; 0 for none"));
  }

  private ExitCode publish(AdminClient client, ParseResult given) {
    String file = given.matchedPositionalValue(0, "");
    ObjectNode request = reason(given);
    request.put("document", text(surroundings.folder().resolve(file)));
    return published(client.send("/routes/publish", request.toString()), file);
  }

  private ExitCode rollBack(AdminClient client, ParseResult given) {
    ObjectNode request = reason(given);
    String version = given.matchedPositionalValue(0, "");
    request.put("version", number("VERSION", version));
    return published(client.send("/routes/rollback", request.toString()), "version " + version);
  }

  private ExitCode history(AdminClient client, ParseResult given) {
    String json = client.ask("/routes/history");
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(json.stripTrailing());
      return ExitCode.WELL;
    }
    TextTable table = TextTable.of("VERSION", "WHEN", "WHO", "WHY");
    for (JsonNode line : read(json)) {
      table.add(
          line.path("version").asText(),
          line.path("when").asText(),
          line.path("who").asText(),
          line.path("why").asText());
    }
    table.lines().forEach(surroundings.out()::println);
    return ExitCode.WELL;
  }

  private ExitCode show(AdminClient client, ParseResult given) {
    String version = given.matchedPositionalValue(0, "");
    surroundings.out().print(document(client, version.isEmpty() ? 0 : number("VERSION", version)));
    surroundings.out().flush();
    return ExitCode.WELL;
  }

  private ExitCode diff(AdminClient client, ParseResult given) {
    long before = number("A", given.matchedPositionalValue(0, ""));
    long after = number("B", given.matchedPositionalValue(1, ""));
    LineDifference.of(document(client, before), document(client, after))
        .forEach(surroundings.out()::println);
    return ExitCode.WELL;
  }

  private static String document(AdminClient client, long version) {
    String request = JSON.createObjectNode().put("version", version).toString();
    AdminClient.Reply reply = client.send("/routes/show", request);
    if (reply.status() != 200) {
      throw refused(reply, "version " + version);
    }
    return read(reply.body()).path("document").asText();
  }

  private ExitCode published(AdminClient.Reply reply, String file) {
    if (reply.status() != 201) {
      throw refused(reply, file);
    }
    JsonNode version = read(reply.body());
    surroundings
        .out()
        .println(
            "version %s is in force (%s: %s)"
                .formatted(
                    version.path("version").asText(),
                    version.path("who").asText(),
                    version.path("why").asText()));
    return ExitCode.WELL;
  }

  /** The faults, each with its place in the file that the user named; else what the reply says. */
  private static CommandFailure refused(AdminClient.Reply reply, String file) {
    JsonNode json = read(reply.body());
    if (reply.status() == 404 && json.has("type")) {
      return CommandFailure.failed(
          "that process publishes no routes; ask one that follows a document, such as --role up");
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode fault : json.path("faults")) {
      String place =
          fault.path("line").asInt() == 0
              ? file
              : file + ":" + fault.path("line").asInt() + ":" + fault.path("column").asInt();
      lines.add(place + ": " + fault.path("message").asText());
    }
    lines.add(file + ": " + json.path("detail").asText("answered " + reply.status()));
    return CommandFailure.failed(String.join("\n", lines));
  }

  private static ObjectNode reason(ParseResult given) {
    ObjectNode request = JSON.createObjectNode();
    String why = given.matchedOptionValue("--why", "");
    if (why.isBlank()) {
      throw CommandFailure.usage("--why: say why, such as --why 'the catalogue moves out'");
    }
    request.put("why", why);
    if (given.hasMatchedOption("--as")) {
      request.put("as", given.matchedOptionValue("--as", ""));
    }
    if (given.hasMatchedOption("--expect")) {
      request.put("expect", number("--expect", given.matchedOptionValue("--expect", "")));
    }
    return request;
  }

  private static long number(String place, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw CommandFailure.usage(place + ": '" + text + "' is no number of a version");
    }
    return Long.parseLong(text);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > DOCUMENT_BYTES_MAX) {
        throw CommandFailure.failed(file + " is larger than " + DOCUMENT_BYTES_MAX + " bytes");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw CommandFailure.failed(file + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw CommandFailure.failed(file + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw CommandFailure.failed("the admin listener's answer is not JSON", e);
    }
  }
}
