package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.app.settings.SettingProblem;
import banyan.app.settings.SettingsCheck;
import banyan.platform.ContextModule;
import banyan.platform.database.DatabaseSettings;
import banyan.proxy.ProxySettings;
import banyan.proxy.admin.AdminSettings;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.identity.LoopbackName;
import banyan.proxy.tls.TlsSettings;
import banyan.wire.Setting;
import banyan.wire.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that tie settings together. Pure, but for a look into the files of TLS. */
final class SettingsChecks {
  private SettingsChecks() {}

  static List<SettingsCheck> all() {
    return List.of(
        SettingsCheck.of(List.of(ProxySettings.PORT, AdminSettings.PORT), SettingsChecks::samePort),
        SettingsCheck.of(
            List.of(ProxySettings.HOST, IdentitySettings.ANONYMOUS),
            SettingsChecks::anonymousElsewhere),
        SettingsCheck.of(
            List.of(AdminSettings.HOST, AdminSettings.TLS_CERTIFICATE, AdminSettings.TLS_KEY),
            SettingsChecks::adminInTheOpen),
        SettingsCheck.of(
            List.of(TlsSettings.CERTIFICATE, TlsSettings.KEY), SettingsChecks::unusableTls),
        SettingsCheck.of(
            List.of(DatabaseSettings.URL, DatabaseSettings.SECRET),
            SettingsChecks::databaseWithoutSecret),
        SettingsCheck.of(
            List.of(DatabaseSettings.URL, AppSettings.JOIN), SettingsChecks::joinsNothing),
        SettingsCheck.of(List.of(AppSettings.ONLY), SettingsChecks::unknownContext));
  }

  private static Optional<SettingProblem> samePort(ResolvedSettings settings) {
    int port = value(settings, ProxySettings.PORT);
    if (port == 0 || port != value(settings, AdminSettings.PORT)) {
      return Optional.empty();
    }
    return problem(
        settings,
        AdminSettings.PORT,
        "admin-port " + port + " is the port of clients; choose another");
  }

  private static Optional<SettingProblem> anonymousElsewhere(ResolvedSettings settings) {
    String host = value(settings, ProxySettings.HOST);
    if (!value(settings, IdentitySettings.ANONYMOUS) || LoopbackName.matches(host)) {
      return Optional.empty();
    }
    return problem(
        settings,
        IdentitySettings.ANONYMOUS,
        "anonymous gives everybody every right, and host "
            + host
            + " can be reached from elsewhere; set anonymous to false, or host to 127.0.0.1");
  }

  private static Optional<SettingProblem> adminInTheOpen(ResolvedSettings settings) {
    List<String> problems = AdminSettings.problems(settings.settings());
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    Setting<?> given =
        Stream.<Setting<?>>of(
                AdminSettings.TLS_CERTIFICATE, AdminSettings.TLS_KEY, AdminSettings.HOST)
            .filter(settings::isGiven)
            .findFirst()
            .orElse(AdminSettings.HOST);
    return problem(settings, given, String.join("; ", problems));
  }

  private static Optional<SettingProblem> unusableTls(ResolvedSettings settings) {
    Setting<?> given =
        settings.isGiven(TlsSettings.CERTIFICATE) ? TlsSettings.CERTIFICATE : TlsSettings.KEY;
    return TlsSettings.problem(settings.settings())
        .flatMap(detail -> problem(settings, given, detail));
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
