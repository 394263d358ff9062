package banyan.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
  private static final List<String> LIST = List.of("catalog.products/1", "main", "any", "any");
  private static final UUID LAST = UUID.fromString("019b8d0e-6c00-7abc-8def-0123456789ab");

  private final String text = new Cursor(LIST, LAST).text();

  @Test
  void readsWhatItWrote() {
    assertThat(Cursor.read(text, LIST)).contains(new Cursor(LIST, LAST));
  }

  @Test
  void hasOneTextForEveryInstance() {
    assertThat(text).isEqualTo("AZuNDmwAeryN7wEjRWeJqwLBuDv5aDUR");
  }

  @Test
  void isUnknownToEveryOtherList() {
    assertThat(Cursor.read(text, List.of("catalog.products/2", "main", "any", "any"))).isEmpty();
    assertThat(Cursor.read(text, List.of("catalog.products/1", "other", "any", "any"))).isEmpty();
    assertThat(Cursor.read(text, List.of("catalog.products/1", "main", "any"))).isEmpty();
  }

  @Test
  void refusesEveryAlteredCharacter() {
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String altered = text.substring(0, at) + other + text.substring(at + 1);

      assertThat(Cursor.read(altered, LIST)).as(altered).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "////////////////////////////////",
        "next",
        "AZuNDmwAeryN7wEjRWeJqwLBuDv5aDU=",
        "AZuNDmwAeryN7wEjRWeJqwLBuDv5aDURAAAA"
      })
  void refusesWhatIsNoCursor(String other) {
    assertThat(Cursor.read(other, LIST)).isEmpty();
  }
}
