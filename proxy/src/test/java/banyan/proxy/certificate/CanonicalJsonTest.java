package banyan.proxy.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  /** RFC 8785 section 3.2.3: by UTF-16 code units, so a pair of surrogates precedes U+FB33. */
  @Test
  void sortsMembersAsTheStandardDoes() throws IOException {
    String text =
        "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew\","
            + "\"1\":\"One\",\"\\ud83d\\ude00\":\"Smile\",\"\\u0080\":\"Control\","
            + "\"\\u00f6\":\"O\"}";

    assertThat(canonical(text))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"O\","
                + "\"€\":\"Euro Sign\",\"😀\":\"Smile\",\"\uFB33\":\"Hebrew\"}");
  }

  @Test
  void writesTheShortestEscapesAndNoSpace() throws IOException {
    assertThat(
            canonical(
                " { \"a\" : [ \"\\u0041\\u002f\\u0009\\u001F\\\"\\\\\" , 10, true, null, {} , [] ] } "))
        .isEqualTo("{\"a\":[\"A/\\t\\u001f\\\"\\\\\",10,true,null,{},[]]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e400", "9007199254740993", "\"\\ud800\""})
  void refusesWhatHasNoCertainForm(String text) {
    assertThatThrownBy(() -> canonical(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String canonical(String text) throws IOException {
    return new String(CanonicalJson.bytes(new JsonMapper().readTree(text)), StandardCharsets.UTF_8);
  }
}
