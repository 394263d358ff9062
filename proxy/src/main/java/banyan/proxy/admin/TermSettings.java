package banyan.proxy.admin;

import banyan.proxy.retirement.RetirementSettings;
import banyan.proxy.rollout.GateSettings;
import banyan.wire.Setting;
import java.util.ArrayList;
import java.util.List;

/** The settings of which a migration may have its own. */
final class TermSettings {
  private TermSettings() {}

  /** What a gate tolerates, and what is demanded before an old side may go. */
  static List<Setting<?>> all() {
    List<Setting<?>> settings = new ArrayList<>(GateSettings.tolerated());
    settings.addAll(RetirementSettings.all());
    return settings;
  }
}
