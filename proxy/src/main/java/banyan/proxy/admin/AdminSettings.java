package banyan.proxy.admin;

import banyan.proxy.identity.LoopbackName;
import banyan.proxy.tls.PemPair;
import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the admin listener listens.
 *
 * @param port 0 picks a free one
 * @param tls a certificate and its key; null for plain HTTP, on loopback only
 */
public record AdminSettings(String host, int port, @Nullable PemPair tls) {
  public static final Setting<String> HOST =
      Setting.of(
          "admin-host", "127.0.0.1", String::strip, "Address for operators; others need TLS");

  /** Without default: who composes gives it, one above {@code port}. */
  public static final Setting<Integer> PORT =
      Setting.of("admin-port", null, SettingParsers::port, "Port for operators; 0 picks one");

  public static final Setting<String> TLS_CERTIFICATE =
      Setting.of(
          "admin.tls.certificate",
          null,
          String::strip,
          "PEM file: the certificate of the admin listener, then its issuers");

  public static final Setting<String> TLS_KEY =
      Setting.of(
          "admin.tls.key",
          null,
          String::strip,
          "PEM file: the private key of the admin listener, PKCS #8 without password");

  public static List<Setting<?>> all() {
    return List.of(HOST, PORT, TLS_CERTIFICATE, TLS_KEY);
  }

  /** Settings that {@link #problems} found nothing against. */
  public static AdminSettings of(Settings settings) {
    PemPair tls =
        settings.find(TLS_CERTIFICATE).isPresent() && settings.find(TLS_KEY).isPresent()
            ? new PemPair(Path.of(settings.get(TLS_CERTIFICATE)), Path.of(settings.get(TLS_KEY)))
            : null;
    return new AdminSettings(settings.get(HOST), settings.get(PORT), tls);
  }

  /** Everything wrong with the values together, each with its remedy; empty when all is well. */
  public static List<String> problems(Settings settings) {
    List<String> problems = new ArrayList<>();
    boolean hasCertificate = settings.find(TLS_CERTIFICATE).isPresent();
    boolean hasKey = settings.find(TLS_KEY).isPresent();
    if (hasCertificate != hasKey) {
      problems.add("admin.tls.certificate and admin.tls.key go together; set both or neither");
    }
    String host = settings.get(HOST);
    if (!LoopbackName.matches(host) && !(hasCertificate && hasKey)) {
      problems.add(
          "admin-host "
              + host
              + " can be reached from other machines and needs TLS;"
              + " set admin.tls.certificate and admin.tls.key, or admin-host to 127.0.0.1");
    }
    if (hasCertificate && hasKey) {
      new PemPair(Path.of(settings.get(TLS_CERTIFICATE)), Path.of(settings.get(TLS_KEY)))
          .problem("admin.tls")
          .ifPresent(problems::add);
    }
    return problems;
  }
}
