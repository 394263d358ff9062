package banyan.proxy.tls;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether clients are served with TLS: when both files are named, and then with nothing else. */
public final class TlsSettings {
  public static final Setting<String> CERTIFICATE =
      Setting.of(
          "tls.certificate",
          null,
          String::strip,
          "PEM file: the certificate that clients see, then its issuers; makes the port speak TLS."
              + " Its content is followed");

  public static final Setting<String> KEY =
      Setting.of(
          "tls.key",
          null,
          String::strip,
          "PEM file: the certificate's private key, PKCS #8 without password. Its content is"
              + " followed");

  private TlsSettings() {}

  public static List<Setting<?>> all() {
    return List.of(CERTIFICATE, KEY);
  }

  /** The pair; empty for plain HTTP. */
  public static Optional<PemPair> pair(Settings settings) {
    return settings
        .find(CERTIFICATE)
        .flatMap(
            certificate ->
                settings.find(KEY).map(key -> new PemPair(Path.of(certificate), Path.of(key))));
  }

  /** What is wrong with the two together, with its remedy; empty when all is well. */
  public static Optional<String> problem(Settings settings) {
    if (settings.find(CERTIFICATE).isPresent() != settings.find(KEY).isPresent()) {
      return Optional.of("tls.certificate and tls.key go together; set both or neither");
    }
    return pair(settings).flatMap(pair -> pair.problem("tls"));
  }
}
