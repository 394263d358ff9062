package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  private static final String WITH_LENGTH =
      "HTTP/1.1 200 OK\r\nX: y\r\nContent-LENGTH: 5\r\n\r\nhello";
  private static final String IN_CHUNKS =
      "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n";
  private static final String EMPTY = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";

  @ParameterizedTest
  @ValueSource(strings = {WITH_LENGTH, IN_CHUNKS, EMPTY})
  void findsTheEndWhereverTheBytesAreCut(String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
    for (int cut = 0; cut < bytes.length; cut++) {
      AnswerReader reader = new AnswerReader();

      assertThat(reader.read(ByteBuffer.wrap(bytes, 0, cut))).as("cut at " + cut).isFalse();
      assertThat(reader.read(ByteBuffer.wrap(bytes, cut, bytes.length - cut))).isTrue();
      assertThat(reader.status()).isEqualTo(Integer.parseInt(answer.split(" ", 3)[1]));
    }
  }

  @Test
  void readsOneAnswerAfterTheOther() {
    AnswerReader reader = new AnswerReader();
    for (String answer : new String[] {IN_CHUNKS, WITH_LENGTH, EMPTY, WITH_LENGTH}) {
      ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));

      assertThat(reader.read(bytes)).isTrue();
      assertThat(bytes.hasRemaining()).isFalse();
      reader.next();
    }
  }
}
