package banyan.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An empty line ends an event, however lines end and bytes arrive. */
final class EventBoundaryTest {
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "'data: 1', false",
    "'data: 1N', false",
    "'data: 1NN', true",
    "'data: 1R', false",
    "'data: 1RR', true",
    "'data: 1RN', false",
    "'data: 1RNRN', true",
    "'data: 1RNN', true",
    "'data: 1NRN', true",
    "'data: 1RNR', true",
    "'data: 1NNd', false",
    "'N', true",
  })
  void isBehindAnEmptyLine(String text, boolean isThere) {
    byte[] octets = text.replace('N', '\n').replace('R', '\r').getBytes(StandardCharsets.US_ASCII);
    EventBoundary whole = new EventBoundary();
    whole.passed(ByteBuffer.wrap(octets));
    assertThat(whole.isHere()).as("at once").isEqualTo(isThere);
    EventBoundary pieces = new EventBoundary();
    for (int i = 0; i < octets.length; i++) {
      pieces.passed(ByteBuffer.wrap(octets, i, 1));
    }
    assertThat(pieces.isHere()).as("octet by octet").isEqualTo(isThere);
  }
}
