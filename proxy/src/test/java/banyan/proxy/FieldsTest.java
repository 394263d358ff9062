package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.ingress.TrustedPeers;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields pass the hop, in both directions (RFC 9110 section 7.6). */
final class FieldsTest {
  private final ScriptedUpstream upstream =
      ScriptedUpstream.answering(
          """
          HTTP/1.1 200 OK\r
          Content-Length: 2\r
          Connection: X-Secret, keep-alive\r
          Keep-Alive: timeout=5\r
          X-Secret: 1\r
          Proxy-Authenticate: Basic\r
          Upgrade: h2c\r
          Banyan-Caller: forged\r
          X-Request-Id: theirs\r
          Date: Sun, 06 Nov 1994 08:49:37 GMT\r
          Set-Cookie: a=1\r
          Set-Cookie: b=2\r
          Server: legacy\r
          \r
          ok""");

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void connectionFieldsOfTheAnswerStopHere() {
    try (var proxy = TestProxy.to(upstream).start()) {
      Answer answer = RawClient.exchange(proxy.port(), get());
      assertThat(answer.names())
          .doesNotContain(
              "connection",
              "keep-alive",
              "x-secret",
              "proxy-authenticate",
              "upgrade",
              "banyan-caller");
      assertThat(answer.all("Set-Cookie")).containsExactly("a=1", "b=2");
      assertThat(answer.all("Server")).containsExactly("legacy");
      assertThat(answer.all("Via")).containsExactly("1.1 banyan-test");
      assertThat(answer.all("X-Request-Id")).hasSize(1).doesNotContain("theirs");
      assertThat(answer.all("Date")).containsExactly("Sun, 06 Nov 1994 08:49:37 GMT");
    }
  }

  @Test
  void spellingsThatSomeServersTakeForAnotherFieldStopHere() {
    Answer received =
        received("Content_Length: 3", "Transfer_Encoding: chunked", "X_Own: 1", "Cookie: a=1");
    assertThat(received.names())
        .doesNotContain("content_length", "transfer_encoding")
        .contains("x_own", "cookie");
  }

  @Test
  void connectionFieldsOfTheRequestStopHere() {
    Answer received =
        received(
            "Connection: X-Hop, Upgrade",
            "X-Hop: 1",
            "Keep-Alive: 5",
            "Proxy-Connection: keep-alive",
            "Proxy-Authorization: Basic eA==",
            "TE: trailers, deflate",
            "Upgrade: websocket",
            "Cookie: a=1",
            "Authorization: Bearer t");
    assertThat(received.names())
        .doesNotContain(
            "x-hop", "keep-alive", "proxy-connection", "proxy-authorization", "upgrade");
    assertThat(received.all("TE")).containsExactly("trailers");
    assertThat(received.all("Cookie")).containsExactly("a=1");
    assertThat(received.all("Authorization")).containsExactly("Bearer t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "host",
        "Content-Length",
        "X-Forwarded-For",
        "x_forwarded_for",
        "Forwarded",
        "Banyan-Caller",
        "banyan_anything",
        "Cookie",
        "Idempotency-Key",
        "traceparent"
      })
  void nobodyTakesAProtectedFieldOutOfARequest(String name) {
    try (var proxy = TestProxy.to(upstream).start()) {
      Answer answer = RawClient.exchange(proxy.port(), get("Connection: close, " + name));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("/problems/malformed-request");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void whatAClientClaimsAboutItselfIsReplaced() {
    Answer received =
        received(
            "Forwarded: for=6.6.6.6",
            "X-Forwarded-For: 6.6.6.6",
            "X_Forwarded_For: 6.6.6.6",
            "X-Forwarded-Host: evil",
            "X-Forwarded-Proto: https",
            "X-Real-IP: 6.6.6.6",
            "Banyan-Caller: forged",
            "banyan_caller: forged");
    assertThat(received.all("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(received.all("X-Forwarded-Host")).containsExactly("shop.example");
    assertThat(received.all("X-Forwarded-Proto")).containsExactly("http");
    assertThat(received.all("Forwarded"))
        .containsExactly("for=127.0.0.1;proto=http;host=\"shop.example\"");
    assertThat(received.names())
        .doesNotContain("x_forwarded_for", "x-real-ip", "banyan-caller", "banyan_caller");
  }

  @Test
  void eachRequestOfAConnectionTellsItsOwnHost() {
    try (var proxy = TestProxy.to(upstream).start();
        RawClient client = RawClient.to(proxy.port())) {
      for (String host : List.of("a.example", "a.example", "a.example", "b.example")) {
        client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-Host: evil\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(200);
        Answer received = upstream.received().getLast();
        assertThat(received.all("X-Forwarded-Host")).containsExactly(host);
        assertThat(received.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(received.all("Forwarded"))
            .containsExactly("for=127.0.0.1;proto=http;host=\"" + host + "\"");
      }
    }
  }

  @Test
  void aTrustedPeerIsBelieved() {
    try (var proxy =
        TestProxy.to(upstream)
            .with(ProxySettings.TRUSTED, TrustedPeers.parse("127.0.0.0/8"))
            .start()) {
      RawClient.exchange(proxy.port(), get("X-Forwarded-For: 198.51.100.7"));
      assertThat(upstream.received().getFirst().all("X-Forwarded-For"))
          .containsExactly("198.51.100.7, 127.0.0.1");
    }
  }

  @Test
  void aGoodRequestIdIsKeptAndABadOneReplaced() {
    try (var proxy = TestProxy.to(upstream).start()) {
      assertThat(RawClient.exchange(proxy.port(), get("X-Request-Id: abc-1")).all("X-Request-Id"))
          .containsExactly("abc-1");
      assertThat(
              RawClient.exchange(proxy.port(), get("X-Request-Id: a b<c>")).field("X-Request-Id"))
          .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{32}"));
      assertThat(upstream.received().getFirst().all("X-Request-Id")).containsExactly("abc-1");
    }
  }

  @Test
  void traceContextPassesAndMalformedContextDoesNot() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    assertThat(received("traceparent: " + trace).field("traceparent"))
        .hasValueSatisfying(
            value -> assertThat(value).contains("0af7651916cd43dd8448eb211c80319c"));
    assertThat(received("traceparent: 00-zz").names()).doesNotContain("traceparent");
  }

  @Test
  void aRequestThatComesBackIsALoop() {
    try (var proxy = TestProxy.to(upstream).start()) {
      Answer answer = RawClient.exchange(proxy.port(), get("Via: 1.1 x, 1.1 banyan-test (y)"));
      assertThat(answer.status()).isEqualTo(508);
      assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=proxy_loop_detected");
      assertThat(RawClient.exchange(proxy.port(), get("Via: 1.1 banyan-other")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void theLastAllowedHopAnswersOptionsItself() {
    try (var proxy = TestProxy.to(upstream).start()) {
      String options = "OPTIONS /x HTTP/1.1\r\nHost: a\r\nMax-Forwards: ";
      assertThat(RawClient.exchange(proxy.port(), options + "0\r\n\r\n").status()).isEqualTo(204);
      assertThat(upstream.received()).isEmpty();
      RawClient.exchange(proxy.port(), options + "3\r\n\r\n");
      assertThat(upstream.received().getFirst().all("Max-Forwards")).containsExactly("2");
    }
  }

  @Test
  void aStrayQuoteIsNoFaultOfOurs() {
    try (var proxy = TestProxy.to(upstream).start()) {
      String[] lines = {"Connection: \"", "Via: 1.1 \"", "Forwarded: for=\"", "TE: \""};
      assertThat(RawClient.exchange(proxy.port(), get(lines)).status()).isIn(200, 400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Type: a/b", "Authorization: Bearer t", "Idempotency-Key: k", "Host: x"})
  void aSecondLineOfASingletonIsRefused(String line) {
    try (var proxy = TestProxy.to(upstream).start()) {
      assertThat(RawClient.exchange(proxy.port(), get(line, line)).status()).isEqualTo(400);
    }
  }

  private Answer received(String... lines) {
    try (var proxy = TestProxy.to(upstream).start()) {
      int before = upstream.received().size();
      Answer answer = RawClient.exchange(proxy.port(), get(lines));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return upstream.received().get(before);
    }
  }

  private static String get(String... lines) {
    String fields = String.join("", List.of(lines).stream().map(line -> line + "\r\n").toList());
    return "GET /x HTTP/1.1\r\nHost: shop.example\r\n" + fields + "\r\n";
  }
}
