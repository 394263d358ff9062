package banyan.app;

import banyan.app.settings.ResolvedSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan settings}: every key, its value, and where the value comes from. */
final class SettingsCommand implements Command {
  private final Surroundings surroundings;
  private final Configuration configuration;

  SettingsCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "settings",
            "Show every setting, its value (secrets as ***), where the value comes from, and whether a"
                + " change takes effect by a reload or a restart.",
            "banyan settings",
            "banyan settings --json",
            "banyan settings --port 9000     as 'up' would see it with these flags");
    spec.addOption(CommandForm.switchOption("--json", "print JSON"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, DeclaredSettings.all());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<ResolvedSettings.Shown> shown = configuration.load(given).shown();
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(JsonText.of(shown.stream().map(SettingsCommand::json).toList()));
      return ExitCode.WELL;
    }
    TextTable table = TextTable.of("KEY", "VALUE", "FROM", "CHANGE");
    for (ResolvedSettings.Shown setting : shown) {
      table.add(
          setting.setting().key(),
          setting.text() == null ? "-" : setting.text(),
          setting.origin().place(),
          effect(setting));
    }
    table.lines().forEach(surroundings.out()::println);
    return ExitCode.WELL;
  }

  private static Map<String, Object> json(ResolvedSettings.Shown shown) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", shown.setting().key());
    if (shown.text() != null) {
      json.put("value", shown.text());
    }
    json.put("from", shown.origin().place());
    json.put("change", effect(shown));
    json.put("description", shown.setting().description());
    return json;
  }

  private static String effect(ResolvedSettings.Shown shown) {
    return shown.setting().effect().name().toLowerCase(Locale.ROOT);
  }
}
