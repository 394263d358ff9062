package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Answers without end, and fields of which there may be one; what else is in answers.table. */
final class AnswerSmugglingTest {
  @Test
  void aChunkSizeWithoutEndIsCutOff() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;");
                  while (true) {
                    c.send("x".repeat(1024));
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(isCutOff(client)).isTrue();
    }
  }

  @Test
  void oneDateAndOneRequestIdWhateverTheUpstreamSends() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: theirs\r\n"
                    + "X-Request-Id: theirs\r\nX-Own: 1\r\nX-Own: 2\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start()) {
      Answer answer =
          RawClient.exchange(
              proxy.port(), "GET /x HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n");
      assertThat(answer.all("Date")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
      assertThat(answer.all("X-Request-Id")).containsExactly("mine");
      assertThat(answer.all("Server")).containsExactly("theirs");
      assertThat(answer.all("X-Own")).containsExactly("1", "2");
      assertThat(answer.all("Via")).containsExactly("1.1 banyan-test");
    }
  }

  @Test
  void aProblemThatTwoProxiesPassOnHasOneDateAndOneRequestId() {
    try (var upstream = ScriptedUpstream.start(c -> c.close());
        var inner = TestProxy.to(upstream).instance("inner").start();
        var outer = TestProxy.to(java.net.URI.create("http://127.0.0.1:" + inner.port())).start()) {
      Answer answer = RawClient.exchange(outer.port(), "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.all("Date")).hasSize(1);
      assertThat(answer.all("X-Request-Id")).hasSize(1);
      assertThat(answer.all("Via")).hasSize(1);
      assertThat(answer.text()).contains(answer.field("X-Request-Id").orElseThrow());
    }
  }

  private static boolean isCutOff(RawClient client) {
    try {
      int status = client.head().status();
      client.drain();
      return status == 502 || status == 200;
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof java.io.EOFException;
    }
  }
}
