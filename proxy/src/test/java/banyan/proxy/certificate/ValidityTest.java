package banyan.proxy.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.certificate.Certificate.Version;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidityTest {
  private static final Certificate CERTIFICATE = Samples.certificate();

  @Test
  void isValidForWhatWasCompared() {
    assertThat(at(Samples.FROM, Samples.TO, Samples.END)).isEqualTo(new Validity.Valid());
  }

  @Test
  void isVoidAfterARedeployOfEitherSide() {
    Version from = new Version("local", "1.4.1", "sha256:aa");
    Version to = new Version("catalog", "2.0.1", "sha256:bb");

    assertThat(reason(from, Samples.TO, Samples.END))
        .isEqualTo("the baseline is build 1.4.1, not 1.4.0");
    assertThat(reason(Samples.FROM, to, Samples.END))
        .isEqualTo("the candidate is build 2.0.1, not 2.0.0");
  }

  @Test
  void isVoidWhenASideIsConfiguredOtherwise() {
    Version to = new Version("catalog", "2.0.0", "sha256:cc");

    assertThat(reason(Samples.FROM, to, Samples.END)).contains("configuration sha256:cc");
  }

  @Test
  void isVoidForAnotherTarget() {
    Version to = new Version("legacy", "2.0.0", "sha256:bb");

    assertThat(reason(Samples.FROM, to, Samples.END)).contains("is legacy, not catalog");
  }

  @Test
  void isVoidFromTheMomentARuleExpires() {
    Instant expiry = CERTIFICATE.rules().getFirst().expires();

    assertThat(at(Samples.FROM, Samples.TO, expiry.minusSeconds(1)))
        .isEqualTo(new Validity.Valid());
    assertThat(reason(Samples.FROM, Samples.TO, expiry)).startsWith("the rule r1 expired at");
  }

  @Test
  void isVoidBeforeItsWindowEnds() {
    assertThat(reason(Samples.FROM, Samples.TO, Samples.END.minusSeconds(1)))
        .contains("yet to come");
  }

  private static Validity at(Version from, Version to, Instant now) {
    return Validity.of(CERTIFICATE, from, to, now);
  }

  private static String reason(Version from, Version to, Instant now) {
    return ((Validity.Voided) at(from, to, now)).reasons().getFirst();
  }
}
