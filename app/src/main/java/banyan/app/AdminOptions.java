package banyan.app;

import banyan.wire.Settings;
import java.nio.file.Path;
import java.util.List;
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
