package banyan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SkuTest {
  @ParameterizedTest
  @ValueSource(strings = {"A", "0", "KIT-OAK-0042", "A-B-C-D"})
  void isGroupsOfCapitalsAndDigits(String value) {
    assertThat(new Sku(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "A-", "-A", "A--B", "a", "A B", "A/B", "Ä", "A\n", "A\u0000"})
  void isNothingElse(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sku(value));
  }

  @Test
  void isAtMostFortyCharacters() {
    String longest = "A".repeat(Sku.LENGTH_MAX);

    assertThat(new Sku(longest).value()).isEqualTo(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> new Sku(longest + "A"));
  }
}
