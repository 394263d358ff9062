package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = new Secret("0123456789abcdef0123456789abcdef");

  @Test
  void derivesTheSameKeyForTheSamePurpose() {
    assertThat(secret.password("login/catalog_rw"))
        .isEqualTo(new Secret(" 0123456789abcdef0123456789abcdef\n").password("login/catalog_rw"))
        .hasSize(64);
  }

  @Test
  void derivesAnotherKeyForAnotherPurpose() {
    assertThat(secret.password("login/catalog_rw"))
        .isNotEqualTo(secret.password("login/orders_rw"));
  }

  /** Frozen: another value would lock every installation out of its database. */
  @Test
  void keepsItsDerivation() {
    assertThat(secret.password("login/catalog_rw"))
        .isEqualTo("2318aa88f71c33db5cee57d696c730e2b6b200352ca2e30987975bbb2ad1fc36");
  }

  @Test
  void refusesAShortSecretWithoutShowingIt() {
    assertThatThrownBy(() -> new Secret("hunter2"))
        .hasMessageContaining("at least 32")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void isNeverPrinted() {
    assertThat(secret).hasToString("Secret[***]");
  }
}
