package banyan.proxy.fault;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.util.List;

/** Whether faults may be planted. */
public final class FaultSettings {
  public static final Setting<Boolean> ALLOWED =
      Setting.of(
          "fault.allowed",
          "false",
          SettingParsers::flag,
          "Operators may plant faults in requests, for a test of what becomes of them");

  private FaultSettings() {}

  public static List<Setting<?>> all() {
    return List.of(ALLOWED);
  }
}
