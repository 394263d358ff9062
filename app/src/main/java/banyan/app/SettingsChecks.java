package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.app.settings.SettingProblem;
import banyan.app.settings.SettingsCheck;
import banyan.platform.ContextModule;
import banyan.platform.database.DatabaseSettings;
import banyan.proxy.ProxySettings;
import banyan.wire.Setting;
import banyan.wire.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that tie settings together. Pure. */
final class SettingsChecks {
  private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private SettingsChecks() {}

  static List<SettingsCheck> all() {
    return List.of(
        SettingsCheck.of(
            List.of(ProxySettings.PORT, AppSettings.ADMIN_PORT), SettingsChecks::samePort),
        SettingsCheck.of(
            List.of(ProxySettings.HOST, AppSettings.ANONYMOUS), SettingsChecks::anonymousElsewhere),
        SettingsCheck.of(
            List.of(AppSettings.ADMIN_HOST, AppSettings.ADMIN_CERTIFICATE, AppSettings.ADMIN_KEY),
            SettingsChecks::adminWithoutTls),
        SettingsCheck.of(
            List.of(AppSettings.ADMIN_CERTIFICATE, AppSettings.ADMIN_KEY),
            SettingsChecks::halfOfTls),
        SettingsCheck.of(
            List.of(DatabaseSettings.URL, DatabaseSettings.SECRET),
            SettingsChecks::databaseWithoutSecret),
        SettingsCheck.of(
            List.of(DatabaseSettings.URL, AppSettings.JOIN), SettingsChecks::joinsNothing),
        SettingsCheck.of(List.of(AppSettings.ONLY), SettingsChecks::unknownContext));
  }

  /** Whether an address is of this machine alone; decided by its text, without a name server. */
  static boolean isLoopback(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || LOOPBACK_IPV4.matcher(name).matches();
  }

  private static Optional<SettingProblem> samePort(ResolvedSettings settings) {
    int port = value(settings, ProxySettings.PORT);
    if (port == 0 || port != value(settings, AppSettings.ADMIN_PORT)) {
      return Optional.empty();
    }
    return problem(
        settings,
        AppSettings.ADMIN_PORT,
        "admin-port " + port + " is the port of clients; choose another");
  }

  private static Optional<SettingProblem> anonymousElsewhere(ResolvedSettings settings) {
    String host = value(settings, ProxySettings.HOST);
    if (!value(settings, AppSettings.ANONYMOUS) || isLoopback(host)) {
      return Optional.empty();
    }
    return problem(
        settings,
        AppSettings.ANONYMOUS,
        "anonymous gives everybody every right, and host "
            + host
            + " can be reached from elsewhere; set anonymous to false, or host to 127.0.0.1");
  }

  private static Optional<SettingProblem> adminWithoutTls(ResolvedSettings settings) {
    String host = value(settings, AppSettings.ADMIN_HOST);
    if (isLoopback(host) || settings.find(AppSettings.ADMIN_CERTIFICATE).isPresent()) {
      return Optional.empty();
    }
    return problem(
        settings,
        AppSettings.ADMIN_HOST,
        "admin-host " + host + " needs TLS; set admin.tls.certificate and admin.tls.key");
  }

  private static Optional<SettingProblem> halfOfTls(ResolvedSettings settings) {
    boolean hasCertificate = settings.find(AppSettings.ADMIN_CERTIFICATE).isPresent();
    if (hasCertificate == settings.find(AppSettings.ADMIN_KEY).isPresent()) {
      return Optional.empty();
    }
    Setting<?> given = hasCertificate ? AppSettings.ADMIN_CERTIFICATE : AppSettings.ADMIN_KEY;
    Setting<?> missing = hasCertificate ? AppSettings.ADMIN_KEY : AppSettings.ADMIN_CERTIFICATE;
    return problem(settings, given, given.key() + " needs " + missing.key() + " too");
  }

  private static Optional<SettingProblem> databaseWithoutSecret(ResolvedSettings settings) {
    if (settings.find(DatabaseSettings.URL).isEmpty()
        || settings.find(DatabaseSettings.SECRET).isPresent()) {
      return Optional.empty();
    }
    return problem(
        settings,
        DatabaseSettings.URL,
        "a database of your own needs BANYAN_SECRET: the logins are derived from it, and every"
            + " instance must derive the same; make one with 'openssl rand -hex 32'");
  }

  private static Optional<SettingProblem> joinsNothing(ResolvedSettings settings) {
    if (!value(settings, AppSettings.JOIN) || settings.find(DatabaseSettings.URL).isEmpty()) {
      return Optional.empty();
    }
    return problem(
        settings,
        AppSettings.JOIN,
        "join attaches to an embedded database, and database.url names another; remove one");
  }

  private static Optional<SettingProblem> unknownContext(ResolvedSettings settings) {
    List<String> known = Contexts.all().stream().map(ContextModule::name).toList();
    for (String context : settings.find(AppSettings.ONLY).orElse(List.of())) {
      if (!known.contains(context)) {
        return problem(
            settings,
            AppSettings.ONLY,
            "no context '"
                + context
                + "'"
                + Suggestion.clause(context, known)
                + "; known: "
                + String.join(", ", known));
      }
    }
    return Optional.empty();
  }

  private static <T> T value(ResolvedSettings settings, Setting<T> setting) {
    return settings.settings().get(setting);
  }

  private static Optional<SettingProblem> problem(
      ResolvedSettings settings, Setting<?> setting, String detail) {
    return Optional.of(new SettingProblem(settings.origin(setting).place(), detail));
  }
}
