package banyan.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a side may send ahead of the client of copies. */
final class CopyClientTest {
  @Test
  void whereAnswersMayBeLongTheSystemDecides() {
    assertThat(CopyClient.receiveBytes(CopyClient.SHORT_ANSWER_BYTES))
        .isEqualTo(CopyClient.RECEIVE_BYTES);
    assertThat(CopyClient.receiveBytes(CopyClient.SHORT_ANSWER_BYTES + 1))
        .isEqualTo(SideClient.RECEIVE_BYTES_OF_SYSTEM);
  }
}
