package banyan.app;

import banyan.wire.Secret;
import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.util.List;

/** Placeholders for settings that other parts declare. */
final class Foreign {
  static final Setting<String> HOST = Setting.of("host", "127.0.0.1", s -> s, "Address that serves clients");
  static final Setting<Integer> PORT = Setting.of("port", "8080", SettingParsers::port, "Port that serves clients; 0 picks one");
  static final Setting<String> ADMIN_HOST = Setting.of("admin-host", "127.0.0.1", s -> s, "x");
  static final Setting<Integer> ADMIN_PORT = Setting.of("admin-port", null, SettingParsers::port, "x");
  static final Setting<String> TLS_CERTIFICATE = Setting.of("admin.tls.certificate", null, s -> s, "x");
  static final Setting<String> TLS_KEY = Setting.of("admin.tls.key", null, s -> s, "x");
  static final Setting<Boolean> ANONYMOUS = Setting.of("anonymous", null, SettingParsers::flag, "x");
  static final Setting<Secret> SECRET = Setting.of("secret", null, Secret::new, "x").secret();
  static final Setting<String> DATABASE_URL = Setting.of("database.url", null, s -> s, "x").secret();

  private Foreign() {}

  static List<Setting<?>> all() {
    return List.of(HOST, PORT, ADMIN_HOST, ADMIN_PORT, TLS_CERTIFICATE, TLS_KEY, ANONYMOUS, SECRET, DATABASE_URL);
  }
}
