package banyan.app;

import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import banyan.wire.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a process that a test starts within itself, on a port that is free. */
final class GivenSettings {
  private GivenSettings() {}

  /** Data and routes are in the folder. */
  static Settings in(Path folder, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(more);
    flags.put("data", folder.resolve("var").toString());
    flags.put("port", "0");
    flags.put("routes", folder.resolve("routes.yaml").toString());
    return Configuration.valid(
            SettingsResolution.resolve(
                DeclaredSettings.declarations(),
                new SettingsSources(flags, Map.of(), SettingsFile.ABSENT)))
        .settings();
  }
}
