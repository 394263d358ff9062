package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client is told when an upstream does not do its part. */
final class UpstreamFailureTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(10);

  static Stream<Arguments> defects() {
    return Stream.of(
        defect("closes at once", c -> c.close(), "connection_terminated"),
        defect(
            "closes after the request",
            c -> {
              c.request();
              c.close();
            },
            "connection_terminated"),
        defect(
            "half a head",
            c -> {
              c.request();
              c.send("HTTP/1.1 200 OK\r\nContent-Le");
              c.close();
            },
            "http_response_incomplete"),
        defect(
            "reset",
            c -> {
              c.request();
              c.reset();
            },
            "connection_terminated"),
        defect("garbage", c -> answer(c, "SSH-2.0-OpenSSH_9\r\n\r\n"), "http_protocol_error"),
        defect("bad status", c -> answer(c, "HTTP/1.1 abc OK\r\n\r\n"), "http_protocol_error"),
        defect(
            "status beyond 599",
            c -> answer(c, "HTTP/1.1 700 Odd\r\nContent-Length: 0\r\n\r\n"),
            "http_protocol_error"),
        defect(
            "two lengths",
            c -> answer(c, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            "http_protocol_error"),
        defect(
            "length and coding",
            c ->
                answer(
                    c,
                    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "http_protocol_error"),
        defect(
            "an endless head",
            c -> answer(c, "HTTP/1.1 200 OK\r\nX: " + "a".repeat(64 * 1024) + "\r\n\r\n"),
            "http_response_header_section_size"),
        defect(
            "switches protocols",
            c -> answer(c, "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
            "http_upgrade_failed"),
        defect(
            "interim answers without end",
            c -> answer(c, "HTTP/1.1 102 Processing\r\n\r\n".repeat(50)),
            "http_protocol_error"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void aDefectIs502WithItsName(String name, ScriptedUpstream.Script script, String error) {
    try (var upstream = ScriptedUpstream.start(script);
        var proxy = TestProxy.to(upstream).timeouts(LONG, LONG, LONG, LONG).start();
        var client = proxy.client()) {
      Answer answer = client.send(GET).answer();
      while (answer.status() < 200) {
        answer = client.answer();
      }
      assertProblem(answer, 502, "upstream-failed", error);
    }
  }

  @Test
  void aRefusedConnectionIs502Unreachable() throws IOException {
    URI nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (var proxy = TestProxy.to(nobody).start()) {
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 502, "upstream-unreachable", "connection_refused");
    }
  }

  @Test
  void aNameWithoutAddressIs502Unreachable() {
    try (var proxy =
        TestProxy.to(URI.create("http://nobody.invalid:80"))
            .timeouts(LONG, LONG, LONG, LONG)
            .start()) {
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 502, "upstream-unreachable", "dns_error");
    }
  }

  @Test
  void aHandshakeThatDoesNotComeAboutIs504() {
    try (var silent =
            ScriptedUpstream.start(
                c -> {
                  c.awaitEnd();
                });
        var proxy =
            TestProxy.to(URI.create("https://127.0.0.1:" + silent.origin().getPort()))
                .timeouts(SHORT, LONG, LONG, LONG)
                .start()) {
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "connection_timeout");
    }
  }

  @Test
  void aConnectionThatDoesNotComeAboutIs504() throws IOException {
    // A backlog that is full swallows further connections without a word.
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var one = RawClient.to(full.getLocalPort());
        var two = RawClient.to(full.getLocalPort());
        var proxy =
            TestProxy.to(URI.create("http://127.0.0.1:" + full.getLocalPort()))
                .timeouts(SHORT, LONG, LONG, LONG)
                .start()) {
      assertThat(one.socket().isConnected() && two.socket().isConnected()).isTrue();
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "connection_timeout");
    }
  }

  @Test
  void aLateFirstByteIs504() {
    try (var upstream = silent();
        var proxy = TestProxy.to(upstream).timeouts(LONG, SHORT, LONG, LONG).start()) {
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "http_response_timeout");
    }
  }

  @Test
  void anIdleUpstreamIs504() {
    try (var upstream = silent();
        var proxy = TestProxy.to(upstream).timeouts(LONG, LONG, SHORT, LONG).start()) {
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "http_response_timeout");
    }
  }

  @Test
  void theTotalTimeEndsARequest() {
    try (var upstream = silent();
        var proxy = TestProxy.to(upstream).timeouts(LONG, LONG, LONG, SHORT).start()) {
      assertProblem(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "http_response_timeout");
    }
  }

  @Test
  void aFailureBehindTheHeadBreaksTheConnectionOff() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  answer(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
                  c.close();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = proxy.client()) {
      client.send(GET);
      assertThat(client.head().status()).isEqualTo(200);
      // No closing chunk: the client must see that something is missing.
      assertThat(client.drain().rest()).doesNotContain("\r\n0\r\n");
    }
  }

  @Test
  void aBodyThatStallsBehindTheHeadBreaksTheConnectionOff() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  answer(c, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                  c.awaitEnd();
                });
        var proxy = TestProxy.to(upstream).timeouts(LONG, LONG, SHORT, LONG).start();
        var client = proxy.client()) {
      client.send(GET);
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.drain().rest()).isEqualTo("hello");
    }
  }

  @Test
  void aStaleConnectionIsReplacedForASafeRequest() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  answer(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  // The next request on this connection meets a server that hangs up.
                  c.head();
                  c.close();
                });
        var proxy = TestProxy.to(upstream).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(200);
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(200);
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  void theNextEndpointIsTriedWhenOneRefuses() throws IOException {
    URI nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(nobody, upstream.origin()).start()) {
      for (int i = 0; i < 8; i++) {
        assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(204);
      }
    }
  }

  private static ScriptedUpstream silent() {
    return ScriptedUpstream.start(
        c -> {
          c.head();
          c.awaitEnd();
        });
  }

  private static void answer(ScriptedUpstream.Conversation conversation, String answer)
      throws IOException {
    conversation.request();
    conversation.send(answer);
  }

  private static Arguments defect(String name, ScriptedUpstream.Script script, String error) {
    return Arguments.of(name, script, error);
  }

  private static void assertProblem(Answer answer, int status, String type, String error) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.field("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.text()).contains("/problems/" + type);
    assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=" + error);
    assertThat(answer.field("X-Request-Id")).isPresent();
  }
}
