package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import org.junit.jupiter.api.Test;

/** Answers that come before the answer (RFC 9110 section 15.2), and who may get them. */
final class InterimAnswerTest {
  private static final String HINTS_AND_OK =
      "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n"
          + "HTTP/1.1 102 Processing\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void http11GetsEachInOrderWithoutTheFieldsOfTheConnection() {
    try (var upstream = ScriptedUpstream.answering(HINTS_AND_OK);
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer hints = client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n").answer();
      assertThat(hints.status()).isEqualTo(103);
      assertThat(hints.field("Link")).hasValue("</a.css>");
      assertThat(hints.names()).doesNotContain("connection", "x-hop");
      assertThat(client.answer().status()).isEqualTo(102);
      assertThat(client.answer().text()).isEqualTo("ok");
    }
  }

  @Test
  void aRefusalComesInsteadOf100() {
    try (var upstream = ScriptedUpstream.answering(HINTS_AND_OK);
        var proxy = TestProxy.to(upstream).bodyBytesMax(10).start();
        var client = proxy.client()) {
      client.send(
          "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.drain().rest()).isEmpty();
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void anUpstreamThatCannotBeReachedIsToldInsteadOf100() {
    try (var upstream = ScriptedUpstream.answering(HINTS_AND_OK);
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      upstream.close();
      client.send(
          "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(502);
    }
  }
}
