package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import banyan.proxy.certificate.Certificate;
import banyan.proxy.certificate.Certificate.Behaviour;
import banyan.proxy.certificate.Certificate.Version;
import banyan.proxy.certificate.CertificateKey;
import banyan.proxy.certificate.SignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCommandsTest {
  private static final Certificate CERTIFICATE =
      new Certificate(
          "catalog",
          List.of("GET /api/v1/products/**"),
          new Version("local", "1.4.0", "aa"),
          new Version("catalog", "2.0.0", "bb"),
          Instant.parse("2026-03-01T11:00:00Z"),
          Instant.parse("2026-03-01T12:00:00Z"),
          List.of(new Behaviour("GET /products/{id} 200", 10_000, 0)),
          List.of("GET /products 200"),
          List.of());

  @TempDir Path folder;

  @BeforeEach
  void issue() throws IOException {
    CertificateKey key = CertificateKey.readOrMake(folder.resolve("var/certificate.key"));
    SignedCertificate first = SignedCertificate.sign(CERTIFICATE, null, key);
    Files.write(folder.resolve("1.json"), first.bytes());
    Files.write(folder.resolve("2.json"), SignedCertificate.sign(CERTIFICATE, first, key).bytes());
  }

  @Test
  void verifiesAChain() {
    Ending ending = types("certificate", "verify", "1.json", "2.json");

    assertThat(ending.code()).isZero();
    assertThat(ending.out())
        .contains("certificate 1 of catalog: genuine", "certificate 2 of catalog: genuine");
  }

  @Test
  void refusesAChainOutOfOrder() {
    Ending ending = types("certificate", "verify", "2.json", "1.json");

    assertThat(ending.err()).contains("1.json is not genuine: is number 1 where 3 follows");
    assertThat(ending.code()).isEqualTo(1);
  }

  @Test
  void showsWhatItSays() {
    Ending ending = types("certificate", "show", "1.json");

    assertThat(ending.out())
        .contains("from      local, build 1.4.0", "0.0300 %", "not covered", "GET /products 200");
    assertThat(ending.code()).isZero();
  }

  @Test
  void refusesWhatWasChanged() throws IOException {
    Path file = folder.resolve("1.json");
    Files.writeString(file, Files.readString(file).replace("10000", "90000"));
    Ending ending = types("certificate", "verify", "1.json");

    assertThat(ending.err()).contains("1.json is not genuine: not in canonical form");
    assertThat(ending.code()).isEqualTo(1);
    assertThat(types("certificate", "show", "1.json").code()).isEqualTo(1);
  }

  @Test
  void takesTheKeyOfAnotherInstallation() throws IOException {
    CertificateKey.readOrMake(folder.resolve("theirs.pem"));

    assertThat(types("certificate", "verify", "1.json", "--key", "theirs.pem").err())
        .contains("signed by the key");
    assertThat(types("certificate", "verify", "1.json", "--key", "nobodys.pem").err())
        .contains("does not exist; name the key of who signed");
    assertThat(types("certificate", "verify", "3.json").err()).contains("3.json does not exist");
  }

  private Ending types(String... words) {
    return new CommandLineUser(folder).types(words);
  }
}
