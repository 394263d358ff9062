package banyan.proxy.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions see of a request. */
class WireHeadTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "a=1, 1", "b=2&a=1, 1", "a=%31, 1", "a=x+y, x y", "%61=1, 1", "a, ''", "a=, ''",
        "a=b=c, b=c", "a=%zz, %zz", "&&a=1&, 1", "A=1, -", "ab=1, -", "'', -", "-, -",
      })
  void aParameterIsDecodedAsFormsAre(@Nullable String query, @Nullable String value) {
    Given given = new WireHead(null, "GET", "/", query, HttpFields.EMPTY).parameter("a");
    assertThat(given).isEqualTo(value == null ? new Given.Absent() : new Given.One(value));
  }

  @Test
  void whatComesTwiceHasNoValue() {
    HttpFields fields =
        HttpFields.build().add("X", "1").add("x", "1").add("Cookie", "c=1").add("Cookie", "c=1");
    WireHead head = new WireHead(null, "GET", "/", "a=1&a=1", fields);
    for (Given given : new Given[] {head.field("x"), head.cookie("c"), head.parameter("a")}) {
      assertThat(given.isPresent()).isTrue();
      assertThat(given.isOneOf(Set.of("1"))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"c=1, 1", "b=2; c=1, 1", "c=\"1\", 1", "c=a=b, a=b", ";;c=1;, 1"})
  void aCookieIsTakenFromItsField(String line, String value) {
    HttpFields fields = HttpFields.build().add("Cookie", line);
    assertThat(new WireHead(null, "GET", "/", null, fields).cookie("c"))
        .isEqualTo(new Given.One(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "application/vnd.shop.v2+json | 2",
        "application/vnd.shop.v12.raw+json | 12",
        "application/json;version=2 | 2",
        "application/json; Version=\"2.1\" | 2.1",
        "application/json;version=1;q=0.5, application/json;version=2 | 2",
        "application/vnd.shop.v1+json, application/vnd.shop.v2+json | 1",
        "text/html, application/vnd.shop.v2+json;q=0.1 | 2",
        "application/vnd.shop.v2+json;q=0 | -",
        "application/vnd.shop.v2+json;q=much | -",
        "application/v2+json | -",
        "application/vnd.shop.vat+json | -",
        "text/html;level=v2 | -",
        "*/* | -",
        "v | -",
        ",;, | -",
      })
  void theVersionIsThatOfTheHeaviestRangeThatNamesOne(String accept, @Nullable String version) {
    HttpFields fields = HttpFields.build().add("Accept", accept);
    assertThat(new WireHead(null, "GET", "/", null, fields).acceptVersion())
        .isEqualTo(version == null ? new Given.Absent() : new Given.One(version));
  }
}
