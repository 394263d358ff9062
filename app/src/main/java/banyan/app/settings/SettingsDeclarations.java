package banyan.app.settings;

import banyan.wire.Setting;
import java.util.List;
import java.util.Set;

/**
 * What a process may be told: its settings, and the rules that tie them together.
 *
 * @param otherVariables BANYAN_ variables that are no settings
 */
public record SettingsDeclarations(
    List<Setting<?>> settings,
    List<DerivedDefault> derived,
    List<SettingsCheck> checks,
    Set<String> otherVariables) {

  public SettingsDeclarations {
    settings = List.copyOf(settings);
    derived = List.copyOf(derived);
    checks = List.copyOf(checks);
    otherVariables = Set.copyOf(otherVariables);
  }
}
