package banyan.app.settings;

import banyan.wire.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A rule over several settings.
 *
 * @param reads the settings the rule looks at; it is passed over when one of them has no valid
 *     value
 * @param find the rule itself, a pure function
 */
public record SettingsCheck(
    List<Setting<?>> reads, Function<ResolvedSettings, Optional<SettingProblem>> find) {

  public SettingsCheck {
    reads = List.copyOf(reads);
  }

  public static SettingsCheck of(
      List<Setting<?>> reads, Function<ResolvedSettings, Optional<SettingProblem>> find) {
    return new SettingsCheck(reads, find);
  }
}
