package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No client sends more, or more slowly, than its route takes. */
final class BodyLimitTest {
  private final ScriptedUpstream upstream =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void anAnnouncedBodyOverTheLimitIsRefusedUnread() {
    try (var proxy = TestProxy.to(upstream).bodyBytesMax(10).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
      assertTooLarge(client.answer());
      client.drain();
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void aBodyOfTheLimitPasses() {
    try (var proxy = TestProxy.to(upstream).bodyBytesMax(10).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyWithoutEndIsRefusedAtTheLimit() {
    try (var proxy = TestProxy.to(upstream).bodyBytesMax(1000).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 11; i++) {
        client.send("64\r\n" + "a".repeat(100) + "\r\n");
      }
      assertTooLarge(client.answer());
      client.drain();
    }
  }

  @Test
  void aBodyThatStopsComingIs408() {
    try (var proxy =
            TestProxy.to(upstream).with(ProxySettings.IDLE, Duration.ofMillis(300)).start();
        var client = proxy.client()) {
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.text()).contains("/problems/request-timeout");
      client.drain();
    }
  }

  @Test
  void aClientThatBreaksOffItsBodyEndsTheUpstreamsRequest() {
    try (var proxy = TestProxy.to(upstream).start()) {
      try (var client = proxy.client()) {
        client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
      }
      try (var next = proxy.client()) {
        assertThat(next.send("GET /y HTTP/1.1\r\nHost: a\r\n\r\n").answer().status())
            .isEqualTo(200);
      }
      assertThat(upstream.received()).allMatch(request -> request.target().equals("/y"));
    }
  }

  private static void assertTooLarge(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.text()).contains("/problems/body-too-large");
    assertThat(answer.field("Connection")).hasValue("close");
  }
}
