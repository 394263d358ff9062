package banyan.proxy.certificate;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.nio.file.Path;
import java.util.List;

/** Which key signs certificates, and tells them from others'. */
public final class CertificateSettings {
  public static final Setting<String> KEY =
      Setting.of(
          "certificate.key",
          null,
          String::strip,
          "PEM file: the Ed25519 key that signs certificates; without it certificate.key in the data"
              + " folder, made on first use");

  private static final String FILE = "certificate.key";

  private CertificateSettings() {}

  public static List<Setting<?>> all() {
    return List.of(KEY);
  }

  /** Where the key is, or will be. */
  public static Path file(Settings settings, Path dataFolder) {
    return settings.find(KEY).map(Path::of).orElse(dataFolder.resolve(FILE));
  }
}
