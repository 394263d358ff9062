package banyan.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXTS = 500;
  private static final String MARKS = "\"\\/\b\f\n\r\t\0\u001f\u007f ={}:,aÄß€\u2028😀";

  @Test
  void writesEveryKindOfValue() {
    JsonLine line = new JsonLine();
    line.text("text", "a\"b\\c\nd\u0001e");
    line.text("none", null);
    line.number("number", -42);
    line.flag("flag", true);
    line.nothing("nothing");

    assertThat(new String(line.end(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"text\":\"a\\\"b\\\\c\\nd\\u0001e\",\"none\":\"\",\"number\":-42,\"flag\":true,\"nothing\":null}\n");
  }

  @Test
  void anyTextComesBackAsItWas() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      JsonLine line = new JsonLine();
      line.text(text, text);
      JsonNode read = JSON.readTree(line.end());
      assertThat(read.path(text).asText()).isEqualTo(text);
    }
  }

  @Test
  void halfACharacterIsAQuestionMark() throws Exception {
    JsonLine line = new JsonLine();
    line.text("text", "a\ud83d");

    assertThat(JSON.readTree(line.end()).path("text").asText()).isEqualTo("a?");
  }

  private static String text(Random random) {
    int[] marks = MARKS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(marks[random.nextInt(marks.length)]);
    }
    return text.toString();
  }
}
