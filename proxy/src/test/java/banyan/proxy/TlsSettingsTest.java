package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.tls.PemPair;
import banyan.proxy.tls.TlsSettings;
import banyan.wire.Setting;
import banyan.wire.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pair that clients see: both files or none, and they fit. */
final class TlsSettingsTest {
  @TempDir Path folder;

  @Test
  void withoutThemThePortSpeaksNoTls() {
    Settings none = new Settings(Map.of());
    assertThat(TlsSettings.all())
        .extracting(Setting::key)
        .containsExactly("tls.certificate", "tls.key");
    assertThat(TlsSettings.pair(none)).isEmpty();
    assertThat(TlsSettings.problem(none)).isEmpty();
  }

  @Test
  void oneWithoutTheOtherIsRefused() {
    assertThat(TlsSettings.problem(new Settings(Map.of("tls.key", "a.key"))).orElseThrow())
        .isEqualTo("tls.certificate and tls.key go together; set both or neither");
  }

  @Test
  void aPairThatFitsIsTaken() {
    TestPair made = TestPair.one();
    Settings settings = settings(made.certificate(), made.key());
    assertThat(TlsSettings.problem(settings)).isEmpty();
    assertThat(TlsSettings.pair(settings)).contains(new PemPair(made.certificate(), made.key()));
  }

  @Test
  void theKeyOfAnotherCertificateIsRefused() {
    Settings mixed = settings(TestPair.one().certificate(), TestPair.other().key());
    assertThat(TlsSettings.problem(mixed).orElseThrow())
        .contains("are no PEM pair: the key is another certificate's");
  }

  @Test
  void aFileThatIsMissingOrTooLargeIsRefused() throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    assertThat(TlsSettings.problem(settings(large, large)).orElseThrow()).contains("is larger");
    assertThat(TlsSettings.problem(settings(folder.resolve("gone"), large)).orElseThrow())
        .startsWith("tls: a file cannot be read: ");
  }

  private static Settings settings(Path certificate, Path key) {
    return new Settings(
        Map.of("tls.certificate", certificate.toString(), "tls.key", key.toString()));
  }
}
