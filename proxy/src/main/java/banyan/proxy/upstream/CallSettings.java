package banyan.proxy.upstream;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.util.List;

/** The settings of calls to contexts in other processes. */
public final class CallSettings {
  public static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "calls.connections",
          "32",
          text -> SettingParsers.wholeNumber(text, 1, 10_000),
          "Connections for calls to one endpoint at most");

  public static final Setting<Integer> QUEUE =
      Setting.of(
          "calls.queue",
          "256",
          text -> SettingParsers.wholeNumber(text, 1, 100_000),
          "Calls that wait for a connection to one endpoint; more fail at once");

  private CallSettings() {}

  public static List<Setting<?>> all() {
    return List.of(CONNECTIONS, QUEUE);
  }
}
