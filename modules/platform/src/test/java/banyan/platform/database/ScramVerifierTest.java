package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScramVerifierTest {
  private static final String KEY = "0123456789abcdef".repeat(4);

  @Test
  void costsALoginOneIteration() {
    assertThat(ScramVerifier.of(KEY))
        .matches("SCRAM-SHA-256\\$1:[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=");
  }

  @Test
  void isAnotherEachTime() {
    assertThat(ScramVerifier.of(KEY)).isNotEqualTo(ScramVerifier.of(KEY));
  }
}
