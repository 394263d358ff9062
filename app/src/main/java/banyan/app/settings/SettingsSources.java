package banyan.app.settings;

import java.util.Map;

/**
 * What a user gave, unchecked.
 *
 * @param flags by key of the setting
 * @param environment every variable of the process
 * @param file the content of banyan.yaml; {@link SettingsFile#ABSENT} without one
 */
public record SettingsSources(
    Map<String, String> flags, Map<String, String> environment, SettingsFile file) {

  public SettingsSources {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /** Names no value: they may be secrets. */
  @Override
  public String toString() {
    return "SettingsSources[flags=" + flags.keySet() + ", file=" + file.name() + "]";
  }
}
