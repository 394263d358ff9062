package banyan.app;

import banyan.proxy.migration.Cohort;
import banyan.proxy.migration.Salt;
import banyan.proxy.migration.Weight;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan where}: on which side of a migration somebody is, and why. */
final class WhereCommand implements Command {
  private static final JsonMapper JSON = new JsonMapper();

  /** A longer line is no identity. */
  private static final int LINE_LENGTH_MAX = 512;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** So often it is seen that nobody reads on. */
  private static final int LINES_PER_CHECK = 1_000;

  private final AdminOptions admin;
  private final Surroundings surroundings;

  WhereCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.admin = new AdminOptions(surroundings, configuration);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "where",
            "Tell which side of a migration answers somebody, and why.",
            "banyan where --user ada 'GET /api/v1/products/42'",
            "banyan where --address 192.0.2.7 -H 'Cookie: SESSION=s-1' /api/v1/products",
            "banyan where --migration catalog --identities users.txt",
            "banyan where --salt 0011…ff --weight 10 --identities users.txt");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("REQUEST")
            .description("method and path, or the path alone for GET")
            .build());
    spec.addOption(CommandForm.valueOption("--user", "NAME", "who asks, with credentials"));
    spec.addOption(
        CommandForm.valueOption("--tenant", "TENANT", "the caller's tenant (default main)"));
    spec.addOption(CommandForm.valueOption("--address", "ADDRESS", "the client's address"));
    spec.addOption(CommandForm.valueOption("--host", "HOST", "the host that the request is for"));
    spec.addOption(CommandForm.fieldOption());
    spec.addOption(
        CommandForm.valueOption(
            "--identities",
            "FILE",
            "print identity, bucket, side and cohort for each line; - reads stdin"));
    spec.addOption(CommandForm.valueOption("--migration", "NAME", "take its salt and weight"));
    spec.addOption(CommandForm.valueOption("--salt", "HEX", "this salt, without asking anybody"));
    spec.addOption(
        CommandForm.valueOption("--weight", "PERCENT", "this weight instead of the present one"));
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    admin.addTo(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    boolean isList = given.hasMatchedOption("--identities");
    if (isList == given.hasMatchedPositional(0)) {
      throw CommandFailure.usage("give a request such as 'GET /api', or --identities FILE");
    }
    if (isList) {
      list(given);
    } else {
      ask(given);
    }
    return ExitCode.WELL;
  }

  private void ask(ParseResult given) {
    ObjectNode asked = (ObjectNode) RouteAnswers.read(RequestLine.question(given));
    asked.put("user", given.matchedOptionValue("--user", ""));
    asked.put("address", given.matchedOptionValue("--address", ""));
    JsonNode json =
        MigrationViews.read(
            admin.ask(given, client -> client.send("/migrations/where", asked.toString())));
    admin.print(given, json, words(json));
  }

  private static List<String> words(JsonNode answer) {
    JsonNode request = answer.path("request");
    String asked = text(request, "method") + " " + text(request, "host") + text(request, "path");
    if (text(answer, "route").isEmpty()) {
      return List.of(asked + " goes nowhere: no route answers it");
    }
    List<String> lines = new ArrayList<>();
    lines.add(asked + " goes to " + text(answer, "to") + " by");
    lines.add("  " + text(answer, "route"));
    JsonNode chosen = answer.path("migration");
    if (!chosen.isObject()) {
      lines.add("  and no migration");
      return lines;
    }
    lines.add(
        "  and the migration %s, at %s: side %s"
            .formatted(text(chosen, "name"), text(chosen, "standing"), text(chosen, "side")));
    if (!text(chosen, "identity").isEmpty()) {
      lines.add(
          "  %s, told by %s, is of the cohort %s"
              .formatted(text(chosen, "identity"), text(chosen, "source"), text(chosen, "cohort")));
    }
    lines.add("  " + text(chosen, "words"));
    return lines;
  }

  private void list(ParseResult given) {
    JsonNode migration = given.hasMatchedOption("--migration") ? migration(given) : JSON.nullNode();
    String salt = given.matchedOptionValue("--salt", text(migration, "salt"));
    if (salt.isEmpty()) {
      throw migration.isObject()
          ? CommandFailure.failed("the salt is not for viewers; take the token of an operator")
          : CommandFailure.usage("--identities needs --migration NAME, or --salt and --weight");
    }
    String weight =
        given.matchedOptionValue(
            "--weight", migration.isObject() ? migration.path("share").asText() : "");
    try {
      print(given, Salt.parse(salt), Weight.parse(weight));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode migration(ParseResult given) {
    String name =
        JSON.createObjectNode().put("name", given.matchedOptionValue("--migration", "")).toString();
    return MigrationViews.read(admin.ask(given, client -> client.send("/migrations/show", name)))
        .path("migration");
  }

  /** Line by line, so that a file may be of any length. */
  private void print(ParseResult given, Salt salt, Weight weight) {
    String file = given.matchedOptionValue("--identities", "");
    boolean isJson = given.hasMatchedOption("--json");
    PrintWriter out = surroundings.out();
    int number = 0;
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.length() > LINE_LENGTH_MAX) {
          throw CommandFailure.failed(
              file
                  + ":"
                  + number
                  + ": longer than "
                  + LINE_LENGTH_MAX
                  + " characters; write one identity on each line");
        }
        if (!line.isEmpty()) {
          // Not println, which would flush every line.
          out.print(line(line, salt, weight, isJson) + "\n");
        }
        if (number % LINES_PER_CHECK == 0 && surroundings.hasLostOutput()) {
          break;
        }
      }
    } catch (CharacterCodingException e) {
      // Decoded in blocks: how far it came is not the line, but not far from it.
      throw CommandFailure.failed(
          file + " is not UTF-8, somewhere after line " + number + "; save it as UTF-8", e);
    } catch (IOException e) {
      throw CommandFailure.failed(file + " cannot be read: " + e, e);
    }
    if (surroundings.hasLostOutput()) {
      throw CommandFailure.failed(
          "not everything could be written: the reader has left, or the disk is full");
    }
  }

  private BufferedReader open(String file) throws IOException {
    if (file.equals("-")) {
      return withoutMark(
          new BufferedReader(
              new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder())));
    }
    Path path = surroundings.folder().resolve(file);
    if (!Files.exists(path) || Files.isDirectory(path)) {
      throw CommandFailure.usage(
          file + (Files.exists(path) ? " is a folder; name a file" : " does not exist"));
    }
    return withoutMark(Files.newBufferedReader(path, StandardCharsets.UTF_8));
  }

  /** A byte order mark would be part of the first identity, and lead it to another bucket. */
  private static BufferedReader withoutMark(BufferedReader lines) throws IOException {
    lines.mark(1);
    if (lines.read() != BYTE_ORDER_MARK) {
      lines.reset();
    }
    return lines;
  }

  private static String line(String identity, Salt salt, Weight weight, boolean isJson) {
    int bucket = Cohort.bucket(salt, identity);
    Cohort cohort = Cohort.of(bucket, weight);
    return isJson
        ? JSON.createObjectNode()
            .put("identity", identity)
            .put("bucket", bucket)
            .put("side", cohort.side().word())
            .put("cohort", cohort.word())
            .toString()
        : identity + "\t" + bucket + "\t" + cohort.side().word() + "\t" + cohort.word();
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText("").replaceAll("\\p{Cntrl}", "?");
  }
}
