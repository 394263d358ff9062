package banyan.app;

import banyan.wire.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options of commands that ask a running process, and the process that they name. */
record AdminOptions(Surroundings surroundings, Configuration configuration) {
  void addTo(CommandSpec spec) {
    spec.addOption(
        CommandForm.valueOption(
            "--role", "ROLE", "ask this process of the data folder: up, proxy…"));
    spec.addOption(
        CommandForm.valueOption("--admin", "URL", "ask the admin listener at this address"));
    spec.addOption(
        CommandForm.valueOption("--token-file", "FILE", "the token that goes with --admin"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, List.of(AppSettings.DATA));
  }

  /** A command that adds these options behind its own, and asks the process that they name. */
  Command part(
      String name,
      String summary,
      String example,
      Consumer<CommandSpec> own,
      BiFunction<AdminClient, ParseResult, ExitCode> action) {
    return new PartCommand(
        name,
        summary,
        example,
        own.andThen(this::addTo),
        given -> ask(given, client -> action.apply(client, given)));
  }

  <T> T ask(ParseResult given, Function<AdminClient, T> question) {
    try (AdminClient client = new AdminClient(address(given))) {
      return question.apply(client);
    }
  }

  /** Shows an answer: as it is with {@code --json}, in words without. */
  void print(ParseResult given, JsonNode json, List<String> lines) {
    List<String> shown = given.hasMatchedOption("--json") ? List.of(JsonText.of(json)) : lines;
    shown.forEach(surroundings.out()::println);
  }

  AdminAddress address(ParseResult given) {
    String url = given.matchedOptionValue("--admin", "");
    String tokenFile = given.matchedOptionValue("--token-file", "");
    if (url.isEmpty() != tokenFile.isEmpty()) {
      throw CommandFailure.usage("--admin and --token-file go together");
    }
    if (!url.isEmpty()) {
      return AdminAddress.given(url, surroundings.folder().resolve(tokenFile));
    }
    Settings settings = configuration.load(given).settings();
    Path data = surroundings.folder().resolve(settings.get(AppSettings.DATA));
    return AdminAddress.found(data, given.matchedOptionValue("--role", null));
  }
}
