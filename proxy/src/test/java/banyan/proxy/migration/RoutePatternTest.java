package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.proxy.match.WireHead;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/** | GET /api/v1 | true",
        "/api/** | GET /other | false",
        "GET /api/** | HEAD /api | true",
        "GET /api/** | POST /api | false",
        "GET,POST /api/** | POST /api | true",
        "* /api/{id} | DELETE /api/7 | true",
        "GET shop.example/api/** | GET /api | false"
      })
  void matches(String pattern, String request, boolean isMatch) {
    String[] words = request.split(" ");
    var head = new WireHead(null, words[0], words[1], null, HttpFields.EMPTY);
    assertThat(RoutePattern.parse(pattern).matches(head)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/** | /api/v1 | true",
        "/api/** | /other/** | false",
        "GET /api/** | POST /api/** | false",
        "GET /api/** | HEAD /api/** | true",
        "a.example/api | b.example/api | false",
        "a.example/api | /api | true"
      })
  void overlaps(String one, String other, boolean isOverlap) {
    assertThat(RoutePattern.parse(one).overlaps(RoutePattern.parse(other))).isEqualTo(isOverlap);
    assertThat(RoutePattern.parse(other).overlaps(RoutePattern.parse(one))).isEqualTo(isOverlap);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/**", "GET,HEAD /api/{id}", "POST shop.example/api"})
  void isWrittenAsItIsRead(String text) {
    assertThat(RoutePattern.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "api", "GET", "get /api", "GET,GET /api", "GET /api x", "/a//b", "http://x/y"})
  void refusesWhatIsNoPattern(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RoutePattern.parse(text));
  }
}
