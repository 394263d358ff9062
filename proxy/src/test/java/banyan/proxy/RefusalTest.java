package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that break the rules end here: a problem, a closed connection, nothing upstream. */
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

  static Stream<Arguments> refused() {
    return Stream.of(framing(), fields(), targets()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> framing() {
    return Stream.of(
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0||"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4||abcd"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 3||abc"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 3, 3||abc"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: +5||abcde"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 0x5||abcde"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: -0||"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 9999999999999999999999||"),
        row(400, "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip||abc"),
        row(400, "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, gzip||0||"),
        row(400, "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||0||"),
        row(
            400,
            "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||"),
        row(400, "POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||"),
        row(400, "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: gzip||0||"),
        row(400, "POST / HTTP/1.1|Host: a|Transfer-Encoding:\u000bchunked||0||"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: ||"),
        row(400, "POST / HTTP/1.1|Host: a|Content-Length: 1_0||abcdefghij"),
        row(417, "POST / HTTP/1.1|Host: a|Expect: a-miracle|Content-Length: 1||a"));
  }

  private static Stream<Arguments> fields() {
    return Stream.of(
        row(400, "GET / HTTP/1.1|Host: a|Host: b||"),
        row(400, "GET / HTTP/1.1|Host: a|X: 1| folded||"),
        row(400, "GET / HTTP/1.1|Host: a|X : 1||"),
        row(400, "GET / HTTP/1.1|Host: a|: 1||"),
        row(400, "GET / HTTP/1.1|Host: a|X: a\u0000b||"),
        row(400, "GET / HTTP/1.1|Host: a|X: a\rb||"),
        row(400, "GET / HTTP/1.1|Host: a|Connection: Authorization|Authorization: x||"),
        row(400, "GET / HTTP/1.1|Host: a|Connection: banyan-caller||"),
        row(400, "GET / HTTP/1.1|Host: a|Connection: close, \"x, Host||"),
        row(400, "GET / HTTP/1.1|Host: a|Connection: X_Forwarded_For||"),
        row(431, "GET / HTTP/1.1|Host: a|X: " + "a".repeat(20_000) + "||"));
  }

  private static Stream<Arguments> targets() {
    return Stream.of(
        row(400, "GET / HTTP/1.1||"),
        row(400, "GET http://b/ HTTP/1.1|Host: a||"),
        row(400, "GET / HTTP/1.1|Host: a b||"),
        row(400, "GET / HTTP/1.1\nHost: a\n\n"),
        row(400, "G@T / HTTP/1.1|Host: a||"),
        row(400, "GET /%2e%2e/x HTTP/1.1|Host: a||"),
        row(400, "GET /a%2Fb HTTP/1.1|Host: a||"),
        row(400, "GET /a;b HTTP/1.1|Host: a||"),
        row(400, "GET /a|b HTTP/1.1\r\nHost: a\r\n\r\n".replace('|', '\\')),
        row(400, "GET /%c0%af HTTP/1.1|Host: a||"),
        row(400, "GET //a HTTP/1.1|Host: a||"),
        row(400, "GET /a%00 HTTP/1.1|Host: a||"),
        row(400, "\u0016\u0003\u0001\u0002\u0000\u0001||"),
        row(400, "GET * HTTP/1.1|Host: a||"),
        row(400, "GET /a?x=\u00c3\u00a9 HTTP/1.1|Host: a||"),
        row(400, "GET /a?x=\u00ff HTTP/1.1|Host: a||"),
        row(400, "GET /a%2e%2e%2fb HTTP/1.1|Host: a||"),
        row(400, "GET /%252e%252e/a HTTP/1.1|Host: a||"),
        row(400, "GET /a%5cb HTTP/1.1|Host: a||"),
        row(400, "GET /a%3bb=1/../../c HTTP/1.1|Host: a||"),
        row(400, "GET /%e0%80%af HTTP/1.1|Host: a||"),
        row(400, "GET /%ed%a0%80 HTTP/1.1|Host: a||"),
        row(400, "GET /../a HTTP/1.1|Host: a||"),
        row(400, "GET /a\tb HTTP/1.1|Host: a||"),
        row(400, "GET /a b HTTP/1.1|Host: a||"),
        row(400, "GET a HTTP/1.1|Host: a||"),
        row(400, "GET https://a@b/ HTTP/1.1|Host: b||"),
        row(400, "GET / HTTP/1.1|Host: user@a||"),
        row(400, "GET / HTTP/1.1|Host: a/b||"),
        row(400, "GET / HTTP/1.1|Host: a:port||"),
        row(400, "GET / HTTP/1.1|Host: a,b||"),
        row(414, "GET /" + "a".repeat(20_000) + " HTTP/1.1|Host: a||"),
        row(501, "TRACE / HTTP/1.1|Host: a||"),
        row(501, "CONNECT a:80 HTTP/1.1|Host: a:80||"),
        row(505, "GET / HTTP/3.0|Host: a||"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refused")
  void isAProblemAndReachesNobody(int status, String shown, String message) {
    int before = upstream.received().size();
    try (var client = proxy.client()) {
      Answer answer = client.send(message).answer();
      assertThat(answer.status()).as(answer.text()).isEqualTo(status);
      assertThat(answer.field("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.text()).contains("\"status\":" + status, "urn:banyan:request:");
      assertThat(answer.names()).doesNotContain("server");
    }
    assertThat(upstream.received()).hasSize(before);
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

  private static Arguments row(int status, String message) {
    String wire =
        message.contains("\r\n") || message.endsWith("\n\n")
            ? message
            : message.replace("|", "\r\n");
    String shown = message.length() > 60 ? message.substring(0, 60) : message;
    return Arguments.of(status, shown.replaceAll("[\\p{Cntrl}]", "?"), wire);
  }
}
