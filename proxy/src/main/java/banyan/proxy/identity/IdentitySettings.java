package banyan.proxy.identity;

import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.util.List;

/**
 * How callers are told.
 *
 * @param isAnonymousAllowed a request from this machine without credentials may do everything; for
 *     a first tour, never behind another address than loopback
 */
public record IdentitySettings(boolean isAnonymousAllowed) {
  /** Without default: who composes gives it, true when {@code host} is loopback. */
  public static final Setting<Boolean> ANONYMOUS =
      Setting.of(
          "anonymous",
          null,
          SettingParsers::flag,
          "Requests from this machine without a token may do everything");

  public static List<Setting<?>> all() {
    return List.of(ANONYMOUS);
  }

  public static IdentitySettings of(Settings settings) {
    return new IdentitySettings(settings.find(ANONYMOUS).orElse(false));
  }
}
