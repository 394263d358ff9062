package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextShapeTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "Zwölf Krüge", "\uD83C\uDF33", "a\uD83C\uDF33\uD83C\uDF33b"})
  void letsWholeCharactersPass(String text) {
    assertThat(TextShape.hasUnstorable(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "a\u0000b",
        "\uD83C",
        "\uDF33",
        "a\uD83Cb",
        "\uDF33\uD83C",
        "\uD83C\uD83C\uDF33"
      })
  void findsNulAndHalfPairs(String text) {
    assertThat(TextShape.hasUnstorable(text)).isTrue();
  }
}
