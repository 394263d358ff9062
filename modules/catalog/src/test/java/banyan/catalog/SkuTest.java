package banyan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SkuTest {
  private static final String SIGNS = "AZ09-a@[/:";
  private static final int TEXTS = 2_000;

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
  void hasTheFormThatIsPublished() {
    Random random = new Random(7);
    for (int i = 0; i < TEXTS; i++) {
      String text =
          random
              .ints(random.nextInt(1, 6), 0, SIGNS.length())
              .mapToObj(sign -> SIGNS.substring(sign, sign + 1))
              .collect(Collectors.joining());
      assertThat(catchThrowable(() -> new Sku(text)) == null)
          .as(text)
          .isEqualTo(text.matches(Sku.FORM));
    }
  }

  @Test
  void isAtMostFortyCharacters() {
    String longest = "A".repeat(Sku.LENGTH_MAX);

    assertThat(new Sku(longest).value()).isEqualTo(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> new Sku(longest + "A"));
  }
}
