package banyan.proxy.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  @TempDir Path folder;
  private CertificateKey key;
  private SignedCertificate signed;

  @BeforeEach
  void sign() throws IOException {
    key = CertificateKey.readOrMake(folder.resolve("keys/certificate.key"));
    signed = SignedCertificate.sign(Samples.certificate(), null, key);
  }

  @Test
  void knowsWhatItSigned() {
    assertThat(Verification.of(signed.bytes(), key)).isEqualTo(new Verification.Genuine(signed));
  }

  @Test
  void refusesAnyOtherByte() {
    byte[] bytes = signed.bytes();
    int stride = TestSize.pick("stride of the bytes that are changed", 7, 1, 1);
    for (int i = 0; i < bytes.length; i += stride) {
      byte[] tampered = bytes.clone();
      // A letter becomes upper case, which some readers take for the same.
      tampered[i] ^= (byte) (Character.isLetter(bytes[i]) ? 0x20 : 1);
      assertThat(Verification.of(tampered, key))
          .as("byte " + i)
          .isInstanceOf(Verification.Refused.class);
    }
  }

  @Test
  void refusesMoreBytesAndFewer() {
    byte[] bytes = signed.bytes();
    for (int i : new int[] {0, 1, bytes.length - 2, bytes.length - 1, bytes.length}) {
      byte[] shorter = Arrays.copyOf(bytes, i == bytes.length ? i + 1 : i);
      if (i == bytes.length) {
        shorter[i] = ' ';
      }
      assertThat(Verification.of(shorter, key))
          .as("length " + shorter.length)
          .isInstanceOf(Verification.Refused.class);
    }
  }

  @Test
  void refusesTheSameWrittenOtherwise() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    byte[] spaced =
        mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(mapper.readTree(signed.bytes()));
    byte[] returns =
        new String(signed.bytes(), StandardCharsets.UTF_8)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    for (byte[] written : List.of(spaced, returns)) {
      assertThat(Verification.of(written, key)).isInstanceOf(Verification.Refused.class);
    }
  }

  @Test
  void refusesTheKeyOfAnother() throws IOException {
    CertificateKey other = CertificateKey.readOrMake(folder.resolve("other.key"));

    assertThat(Verification.of(signed.bytes(), other))
        .isInstanceOfSatisfying(
            Verification.Refused.class,
            refused -> assertThat(refused.reason()).contains("signed by the key " + key.name()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boundPerBillion", "samples", "mismatches"})
  void refusesATotalThatDoesNotFollowFromTheCounts(String member) {
    ObjectNode json = CertificateJson.write(signed, false);
    ObjectNode total = (ObjectNode) json.path("total");
    total.put(member, total.path(member).asLong() - 1);
    String signature = HexFormat.of().formatHex(key.sign(CanonicalJson.bytes(json)));
    json.put("signature", signature);
    byte[] forged =
        (new String(CanonicalJson.bytes(json), StandardCharsets.UTF_8) + "\n")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Verification.of(forged, key))
        .isInstanceOfSatisfying(
            Verification.Refused.class,
            refused -> assertThat(refused.reason()).contains("do not follow from its counts"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{\"format\":\"banyan-certificate/1\"}",
        "{\"format\":\"banyan-certificate/1\",\"format\":\"banyan-certificate/1\"}",
        "\u0000\u0001",
      })
  void refusesWhatIsNoCertificate(String text) {
    assertThat(Verification.of(text.getBytes(StandardCharsets.UTF_8), key))
        .isInstanceOf(Verification.Refused.class);
  }

  @Test
  void followsTheOneBefore() {
    SignedCertificate second = SignedCertificate.sign(Samples.certificate(), signed, key);
    SignedCertificate third = SignedCertificate.sign(Samples.certificate(), second, key);

    assertThat(Verification.following(null, signed)).isInstanceOf(Verification.Genuine.class);
    assertThat(Verification.following(signed, second)).isInstanceOf(Verification.Genuine.class);
    assertThat(Verification.following(signed, third))
        .isEqualTo(new Verification.Refused("is number 3 where 2 follows"));
    assertThat(Verification.following(null, second)).isInstanceOf(Verification.Refused.class);
  }

  @Test
  void noticesAnotherCertificateInThePlaceOfTheOneBefore() {
    SignedCertificate second = SignedCertificate.sign(Samples.certificate(), signed, key);
    Certificate certificate = Samples.certificate();
    SignedCertificate other =
        SignedCertificate.sign(
            new Certificate(
                "other",
                certificate.routes(),
                certificate.from(),
                certificate.to(),
                certificate.begin(),
                certificate.end(),
                certificate.classes(),
                certificate.uncovered(),
                certificate.rules()),
            null,
            key);

    assertThat(Verification.following(other, second)).isInstanceOf(Verification.Refused.class);
  }
}
