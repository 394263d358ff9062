package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import org.junit.jupiter.api.Test;

/** Clients that speak HTTP/1.0 get nothing that came later (RFC 9112 section 6.1, appendix C). */
final class Http10Test {
  private static final String KEPT = "GET /x HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";

  @Test
  void noInterimAnswers() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer answer = client.send("GET /x HTTP/1.0\r\nHost: a\r\n\r\n").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(client.drain().rest()).isEmpty();
    }
  }

  @Test
  void noChunksAndNoTrailersButAnEndOfTheConnection() {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                    + "2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer head = client.send(KEPT).head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.names()).doesNotContain("transfer-encoding");
      assertThat(head.all("Connection")).doesNotContain("keep-alive");
      assertThat(client.drain().rest()).isEqualTo("ok");
    }
  }

  @Test
  void whatIsCountedKeepsTheConnection() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer first = client.send(KEPT).answer();
      assertThat(first.field("Connection")).hasValue("keep-alive");
      assertThat(client.send(KEPT).answer().text()).isEqualTo("ok");
    }
  }

  @Test
  void anAnswerThatIsCutOffIsSeenToBe() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                  c.close();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      Answer head = client.send("GET /x HTTP/1.0\r\nHost: a\r\n\r\n").head();
      assertThat(head.field("Content-Length")).hasValue("9");
      assertThat(client.drain().rest()).isEqualTo("half");
    }
  }
}
