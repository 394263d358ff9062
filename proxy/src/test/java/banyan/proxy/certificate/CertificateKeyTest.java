package banyan.proxy.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateKeyTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("certificate.key");
    CertificateKey made = CertificateKey.readOrMake(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(CertificateKey.readOrMake(file).name()).isEqualTo(made.name());
    assertThat(made.toString()).isEqualTo("CertificateKey[" + made.name() + "]");
  }

  @Test
  void verifiesWithItsPublicHalfAlone() throws IOException {
    Path file = folder.resolve("certificate.key");
    CertificateKey key = CertificateKey.readOrMake(file);
    Path half = folder.resolve("public.pem");
    String text = Files.readString(file);
    Files.writeString(half, text.substring(text.indexOf("-----BEGIN PUBLIC KEY")));
    SignedCertificate signed = SignedCertificate.sign(Samples.certificate(), null, key);

    assertThat(Verification.of(signed.bytes(), CertificateKey.read(half)))
        .isInstanceOf(Verification.Genuine.class);
    assertThatThrownBy(() -> CertificateKey.readOrMake(half))
        .hasMessageContaining("holds no PRIVATE KEY");
  }

  @Test
  void refusesWhatIsNoKey() throws IOException {
    Path file = Files.writeString(folder.resolve("certificate.key"), "secret\n");

    assertThatThrownBy(() -> CertificateKey.readOrMake(file))
        .hasMessageContaining("holds no PUBLIC KEY block")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesHalvesOfTwoKeys() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    CertificateKey.readOrMake(one);
    CertificateKey.readOrMake(two);
    String first = Files.readString(one);
    String second = Files.readString(two);
    String start = "-----BEGIN PUBLIC KEY";
    Path mixed =
        Files.writeString(
            folder.resolve("mixed"),
            first.substring(0, first.indexOf(start)) + second.substring(second.indexOf(start)));

    assertThatThrownBy(() -> CertificateKey.read(mixed)).hasMessageContaining("belong together");
  }
}
