package banyan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The certificates that a running process keeps: {@code banyan certificate issue}, and {@code show}
 * and {@code verify} where they name no file.
 */
final class KeptCertificates {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String OUT = "--out";

  private final AdminOptions admin;

  KeptCertificates(AdminOptions admin) {
    this.admin = admin;
  }

  /** The command that issues. */
  Command issue() {
    return admin.part(
        "issue",
        "Issue a certificate of a migration, unless the last one holds. Moves do it by themselves.",
        "banyan certificate issue catalog",
        spec -> {
          spec.addPositional(CommandForm.argument(0, "MIGRATION", "its name"));
          addTo(spec);
        },
        (client, given) ->
            print(given, ask(client, "/certificates/issue", given.matchedPositionalValue(0, ""))));
  }

  /** What the commands that may name a migration take besides. */
  void addTo(CommandSpec spec) {
    spec.addOption(
        CommandForm.valueOption(OUT, "FILE", "write the certificate there, to the byte"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
  }

  /** The last certificate of a migration, as a process keeps it. */
  JsonNode find(ParseResult given, String migration) {
    return admin.ask(given, client -> ask(client, "/certificates/show", migration));
  }

  ExitCode print(ParseResult given, JsonNode shown) {
    JsonNode state = shown.path("certificate");
    String file = shown.path("file").asText();
    if (given.hasMatchedOption(OUT)) {
      write(given.matchedOptionValue(OUT, ""), file);
    }
    admin.print(given, shown, lines(state, file));
    return state.path("state").asText().equals("broken") ? ExitCode.FAILED : ExitCode.WELL;
  }

  /** Has the process verify what it keeps. */
  ExitCode verify(ParseResult given) {
    JsonNode chain =
        admin.ask(given, client -> RouteAnswers.read(client.askAtLength("/certificates")));
    admin.print(given, chain, verified(chain));
    return chain.path("isWhole").asBoolean() ? ExitCode.WELL : ExitCode.FAILED;
  }

  private static JsonNode ask(AdminClient client, String path, String migration) {
    return MigrationViews.read(
        client.send(path, JSON.createObjectNode().put("migration", migration).toString()));
  }

  private static List<String> lines(JsonNode state, String file) {
    List<String> lines = new ArrayList<>();
    CertificateText.read(file).ifPresent(signed -> lines.addAll(CertificateText.lines(signed)));
    lines.add("");
    lines.add(ParityLines.certificate(state));
    return lines;
  }

  private static List<String> verified(JsonNode chain) {
    List<String> lines = new ArrayList<>();
    for (JsonNode link : chain.path("certificates")) {
      lines.add(
          CertificateText.genuine(
              link.path("number").asLong(),
              link.path("migration").asText(),
              link.path("hash").asText()));
    }
    if (chain.path("isWhole").asBoolean()) {
      lines.add("the chain is whole: " + chain.path("certificates").size() + " certificates");
    } else {
      lines.add(
          "the chain is broken at certificate %s: %s"
              .formatted(chain.path("broken").asText(), chain.path("reason").asText()));
    }
    return lines.stream().map(line -> line.replaceAll("\\p{Cntrl}", "?")).toList();
  }

  private void write(String name, String file) {
    Path path = admin.surroundings().folder().resolve(name);
    try {
      Files.write(path, file.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CommandFailure.failed(name + " cannot be written: " + e.getMessage(), e);
    }
  }
}
