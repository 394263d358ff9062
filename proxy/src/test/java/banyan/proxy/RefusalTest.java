package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a refusal does not let through and does not tell; what is refused is in requests.table. */
final class RefusalTest {
  private static ScriptedUpstream upstream;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    proxy = TestProxy.to(upstream).start();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    upstream.close();
  }

  @Test
  void aChunkThatIsNoneIsRefusedAndNothingBehindItIsARequest() {
    try (var client = proxy.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3;x=\"a\nb\"\r\nabc\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
      client.drain();
    }
    assertThat(upstream.received()).noneMatch(request -> request.target().equals("/smuggled"));
  }

  @Test
  void http09IsRefused() {
    try (var client = proxy.client()) {
      assertThat(client.send("GET /\r\n\r\n").drain().rest()).doesNotContain(" 200 ");
    }
  }

  @Test
  void aRefusalNeverRepeatsWhatItRefused() {
    String answer =
        RawClient.exchange(proxy.port(), "GET /<script>token HTTP/1.1\r\nHost: a\r\n\r\n").text();
    assertThat(answer).doesNotContain("script", "token");
  }
}
