package banyan.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.TestCertificate;
import banyan.wire.Setting;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminSettingsTest {
  @TempDir Path folder;

  @Test
  void everyKeyHasItsDocumentedDefault() {
    assertThat(AdminSettings.all())
        .extracting(Setting::key)
        .containsExactly("admin-host", "admin-port", "admin.tls.certificate", "admin.tls.key");
    AdminSettings settings = AdminSettings.of(new Settings(Map.of("admin-port", 8081)));
    assertThat(settings).isEqualTo(new AdminSettings("127.0.0.1", 8081, null));
    assertThat(AdminSettings.problems(new Settings(Map.of()))).isEmpty();
  }

  @Test
  void anotherHostWithoutTlsIsRefused() {
    assertThat(AdminSettings.problems(new Settings(Map.of("admin-host", "0.0.0.0"))))
        .singleElement()
        .asString()
        .contains("admin-host 0.0.0.0", "needs TLS", "admin.tls.certificate");
  }

  @Test
  void aCertificateWithoutKeyIsRefused() {
    assertThat(AdminSettings.problems(new Settings(Map.of("admin.tls.certificate", "c.pem"))))
        .containsExactly(
            "admin.tls.certificate and admin.tls.key go together; set both or neither");
  }

  @Test
  void filesThatAreNoPairAreRefused() throws IOException {
    Path noise = Files.writeString(folder.resolve("noise.pem"), "noise");
    assertThat(AdminSettings.problems(withTls(noise, noise)))
        .singleElement()
        .asString()
        .contains("are no PEM pair");
    assertThat(AdminSettings.problems(withTls(folder.resolve("missing"), noise)))
        .singleElement()
        .asString()
        .contains("cannot be read");
  }

  @Test
  void aPairServesAnotherHostByTls() throws Exception {
    TestCertificate made = TestCertificate.of(folder, "dns:localhost");
    Certificate certificate = made.store().getCertificate(TestCertificate.ALIAS);
    Path certificateFile = made.writePem(folder.resolve("certificate.pem"));
    Key key = made.store().getKey(TestCertificate.ALIAS, made.password());
    Path keyFile = TestCertificate.pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
    Settings settings = withTls(certificateFile, keyFile);
    assertThat(AdminSettings.problems(settings)).isEmpty();

    AdminSettings admin = AdminSettings.of(settings);
    Path token = folder.resolve("token");
    try (AdminListener listener =
        new AdminListener(admin, token, StandardEndpoints.health(List.of()))) {
      listener.start();
      URI url = URI.create("https://localhost:" + listener.port() + "/health/live");
      var connection = (HttpsURLConnection) url.toURL().openConnection();
      connection.setSSLSocketFactory(trusting(certificate).getSocketFactory());
      assertThat(connection.getInputStream()).hasContent("{\"live\":true}");
    }
  }

  private static Settings withTls(Path certificate, Path key) {
    return new Settings(
        Map.of(
            "admin-host",
            "0.0.0.0",
            "admin-port",
            0,
            "admin.tls.certificate",
            certificate.toString(),
            "admin.tls.key",
            key.toString()));
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("admin", certificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
