package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of events that were left somewhere. */
final class EventPrefixTest {
  /** In the texts {@code |} is a line feed and {@code <} a carriage return. */
  @ParameterizedTest
  @CsvSource({
    "'', 0, ''",
    "data: 1, 0, ''",
    "data: 1|, 0, ''",
    "data: 1||, 1, data: 1||",
    "data: 1<|<|data: 2<|, 1, data: 1<|<|",
    "data: 1<<data: 2<<, 2, data: 1<<data: 2<<",
    "data: 1||data: 2||data: 3, 2, data: 1||data: 2||",
    "||data: 1||, 1, ||data: 1||",
    ": hello||data: 1||, 2, : hello||data: 1||"
  })
  void areCutToWholeEvents(String stream, int events, String prefix) {
    byte[] bytes = wire(stream);
    assertThat(EventPrefix.events(bytes)).isEqualTo(events);
    assertThat(EventPrefix.first(bytes, events)).isEqualTo(wire(prefix));
  }

  private static byte[] wire(String text) {
    return text.replace('|', '\n').replace('<', '\r').getBytes(StandardCharsets.UTF_8);
  }
}
