package banyan.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.ProductId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
  private static final ProductFilter ALL = new ProductFilter(null, null);
  private static final ProductFilter OAK = new ProductFilter("oak", null);
  private static final ProductFilter ACTIVE = new ProductFilter(null, Product.Status.ACTIVE);
  private static final ProductId LAST =
      new ProductId(UUID.fromString("019b8d0e-6c00-7abc-8def-0123456789ab"));

  @Test
  void readsWhatItWrote() {
    Cursor cursor = new Cursor("main", OAK, LAST);

    assertThat(Cursor.read(cursor.text(), "main", OAK)).contains(cursor);
  }

  @Test
  void hasOneTextForEveryInstance() {
    assertThat(new Cursor("main", ALL, LAST).text()).isEqualTo("AZuNDmwAeryN7wEjRWeJqwLBuDv5aDUR");
  }

  @Test
  void isUnknownToAnotherTenant() {
    String text = new Cursor("main", ALL, LAST).text();

    assertThat(Cursor.read(text, "other", ALL)).isEmpty();
  }

  @Test
  void isUnknownToAnotherSearch() {
    String text = new Cursor("main", OAK, LAST).text();

    assertThat(Cursor.read(text, "main", ALL)).isEmpty();
    assertThat(Cursor.read(text, "main", new ProductFilter("Oak", null))).isEmpty();
  }

  @Test
  void isUnknownToAnotherStatus() {
    String text = new Cursor("main", ACTIVE, LAST).text();

    assertThat(Cursor.read(text, "main", ALL)).isEmpty();
    assertThat(Cursor.read(text, "main", new ProductFilter("active", null))).isEmpty();
  }

  @Test
  void refusesEveryAlteredCharacter() {
    String text = new Cursor("main", ALL, LAST).text();
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String altered = text.substring(0, at) + other + text.substring(at + 1);

      assertThat(Cursor.read(altered, "main", ALL)).as(altered).isEmpty();
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
  void refusesWhatIsNoCursor(String text) {
    assertThat(Cursor.read(text, "main", ALL)).isEmpty();
  }
}
