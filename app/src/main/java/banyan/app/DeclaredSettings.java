package banyan.app;

import banyan.app.settings.DerivedDefault;
import banyan.app.settings.SettingsDeclarations;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.telemetry.TelemetrySettings;
import banyan.proxy.ProxySettings;
import banyan.proxy.admin.AdminSettings;
import banyan.proxy.certificate.CertificateSettings;
import banyan.proxy.fault.FaultSettings;
import banyan.proxy.idempotency.IdempotencySettings;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.identity.LoopbackName;
import banyan.proxy.parity.ParitySettings;
import banyan.proxy.retirement.RetirementSettings;
import banyan.proxy.rollout.GateSettings;
import banyan.proxy.shadow.ShadowSettings;
import banyan.proxy.tls.TlsSettings;
import banyan.proxy.upstream.CallSettings;
import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every setting of the product, from where each is declared. */
final class DeclaredSettings {
  /** BANYAN_ variables that are no settings: of the launcher, of the command line, of tests. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("BANYAN_DEBUG", "BANYAN_CONFIG", "BANYAN_JAVA_OPTS", "BANYAN_JDKS", "BANYAN_MEMORY");

  private static final int PORT_MAX = 65_535;

  private DeclaredSettings() {}

  static SettingsDeclarations declarations() {
    return new SettingsDeclarations(all(), derived(), SettingsChecks.all(), OTHER_VARIABLES);
  }

  /** In the order of help texts: what is served, then what it stands on. */
  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>();
    all.addAll(AppSettings.all());
    all.addAll(ProxySettings.all());
    all.addAll(TlsSettings.all());
    all.addAll(IdentitySettings.all());
    all.addAll(AdminSettings.all());
    all.addAll(ParitySettings.all());
    all.addAll(CertificateSettings.all());
    all.addAll(RetirementSettings.all());
    all.addAll(GateSettings.all());
    all.addAll(FaultSettings.all());
    all.addAll(IdempotencySettings.all());
    all.addAll(CallSettings.all());
    all.addAll(ShadowSettings.all());
    all.addAll(DatabaseSettings.all());
    all.addAll(TelemetrySettings.all());
    Contexts.all().forEach(context -> all.addAll(context.settings()));
    return List.copyOf(all);
  }

  /** What {@code banyan proxy} reads: no context, no database. */
  static List<Setting<?>> ofProxy() {
    List<Setting<?>> all = new ArrayList<>();
    Set<String> ofContexts =
        Set.of(AppSettings.ONLY.key(), AppSettings.JOIN.key(), AppSettings.DEMO_DATA.key());
    AppSettings.all().stream()
        .filter(setting -> !ofContexts.contains(setting.key()))
        .forEach(all::add);
    all.addAll(ProxySettings.all());
    all.addAll(TlsSettings.all());
    all.addAll(IdentitySettings.all());
    all.addAll(AdminSettings.all());
    all.addAll(ParitySettings.all());
    all.addAll(CertificateSettings.all());
    all.addAll(RetirementSettings.all());
    all.addAll(GateSettings.all());
    all.addAll(FaultSettings.all());
    all.addAll(IdempotencySettings.all());
    all.addAll(ShadowSettings.all());
    all.add(DatabaseSettings.SECRET);
    all.addAll(TelemetrySettings.all());
    return List.copyOf(all);
  }

  /** The default, or the rule that it follows, for help texts; empty for none. */
  static String defaultText(Setting<?> setting) {
    return derived().stream()
        .filter(derived -> derived.setting().key().equals(setting.key()))
        .map(DerivedDefault::rule)
        .findFirst()
        .orElse(setting.fallback() == null ? "" : setting.fallback());
  }

  private static List<DerivedDefault> derived() {
    return List.of(
        new DerivedDefault(AdminSettings.PORT, DeclaredSettings::adminPort, "port + 1"),
        new DerivedDefault(
            IdentitySettings.ANONYMOUS,
            settings -> Boolean.toString(LoopbackName.matches(settings.get(ProxySettings.HOST))),
            "on when host is loopback"));
  }

  /** A port picked by the system stays so; above the last port there is none. */
  private static String adminPort(Settings settings) {
    int port = settings.get(ProxySettings.PORT);
    return Integer.toString(port == 0 || port == PORT_MAX ? 0 : port + 1);
  }
}
