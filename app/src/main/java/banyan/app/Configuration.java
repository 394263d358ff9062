package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.app.settings.SettingProblem;
import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsFileReader;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The configuration of a command: its flags, the environment and banyan.yaml, checked whole. */
final class Configuration {
  private static final String FILE = "banyan.yaml";

  /** Of the flag that names another file, without its hyphens. */
  static final String KEY = "config";

  private static final String FLAG = "--" + KEY;
  private static final String VARIABLE = "BANYAN_CONFIG";

  private final Surroundings surroundings;

  Configuration(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The option that names another file than banyan.yaml. */
  static OptionSpec option() {
    return CommandForm.valueOption(
        FLAG, "FILE", "file with settings instead of " + FILE + " (variable " + VARIABLE + ")");
  }

  /**
   * @throws CommandFailure with every problem, before anything is started
   */
  ResolvedSettings load(ParseResult given) {
    return load(SettingFlags.given(given));
  }

  /**
   * @param flags what the user gave, by key
   * @throws CommandFailure with every problem, before anything is started
   */
  ResolvedSettings load(Map<String, String> flags) {
    SettingsSources sources =
        new SettingsSources(flags, surroundings.environment(), file(flags.get(KEY)));
    return valid(SettingsResolution.resolve(DeclaredSettings.declarations(), sources));
  }

  static ResolvedSettings valid(SettingsResolution.Result result) {
    return switch (result) {
      case SettingsResolution.Result.Valid valid -> valid.settings();
      case SettingsResolution.Result.Refused refused ->
          throw CommandFailure.usage(listing(refused.problems()));
    };
  }

  private SettingsFile file(@Nullable String flag) {
    String name = flag != null ? flag : surroundings.environment().get(VARIABLE);
    return SettingsFileReader.read(surroundings.folder(), name == null ? FILE : name, name != null);
  }

  private static String listing(List<SettingProblem> problems) {
    String count = problems.size() == 1 ? "a problem" : problems.size() + " problems";
    return problems.stream()
        .map(problem -> "  " + problem)
        .collect(Collectors.joining("\n", count + " in the settings; nothing was started\n", ""));
  }
}
