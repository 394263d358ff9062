package banyan.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 from clients: what it may not carry into HTTP/1.1, and what its resets mean. */
final class Http2Test {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  static Stream<Arguments> abuses() {
    return Stream.of(
        abuse("a line end in a value", "x", "a\r\nSmuggled: 1"),
        abuse("a bare line feed in a value", "x", "a\nSmuggled: 1"),
        abuse("a null in a value", "x", "a\0b"),
        abuse("a line end in a name", "x\r\nsmuggled", "1"),
        abuse("a colon in a name", "x: 1", "1"),
        abuse("an upper-case name", "X-Up", "1"),
        abuse("transfer-encoding", "transfer-encoding", "chunked"),
        abuse("connection", "connection", "close"),
        abuse("upgrade", "upgrade", "h2c"),
        abuse("proxy-connection", "proxy-connection", "keep-alive"),
        abuse("keep-alive", "keep-alive", "1"),
        abuse("te beyond trailers", "te", "gzip"),
        abuse("a host that differs", "host", "b"),
        abuse("two lengths", "content-length", "0", "content-length", "1"),
        abuse("a length beyond the data", "content-length", "5"),
        abuse("a second path", ":path", "/b"),
        abuse("a pseudo-field behind a field", "x", "1", ":authority", "b"),
        abuse("an unknown pseudo-field", ":smuggled", "1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("abuses")
  void anAbuseReachesNoUpstream(String name, String[] fields) {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      String[] head = {":method", "GET", ":scheme", "http", ":path", "/a", ":authority", "a"};
      client.headers(1, true, concatenated(head, fields));
      assertThat(isRefused(client)).isTrue();
      assertThat(upstream.received()).isEmpty();
    }
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        Arguments.of("GET / HTTP/1.1\r\nSmuggled: 1", "/a", "a"),
        Arguments.of("GET", "/a HTTP/1.1\r\nSmuggled: 1", "a"),
        Arguments.of("GET", "/a b", "a"),
        Arguments.of("GET", "", "a"),
        Arguments.of("GET", "a", "a"),
        Arguments.of("GET", "*", "a"),
        Arguments.of("GET", "http://b/", "a"),
        Arguments.of("GET", "/%2e%2e/a", "a"),
        Arguments.of("GET", "/a", "a\r\nSmuggled: 1"),
        Arguments.of("GET", "/a", "user@a"),
        Arguments.of("GET", "/a", "a/b"),
        Arguments.of("CONNECT", "/a", "a"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("targets")
  void aTargetThatIsNoneReachesNoUpstream(String method, String path, String authority) {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(
          1, true, ":method", method, ":scheme", "http", ":path", path, ":authority", authority);
      assertThat(isRefused(client)).isTrue();
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void aResetEndsTheUpstreamsWorkAndIsNotTriedAgain() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  asked.countDown();
                  c.awaitEnd();
                  ended.countDown();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, true, get("/a"));
      asked.await();
      client.reset(1);
      await().atMost(LIMIT).until(() -> ended.getCount() == 0);
      // The connection serves on, and the request that was reset came once.
      client.headers(3, true, get("/b"));
      await().atMost(LIMIT).until(() -> upstream.received().size() == 2);
      assertThat(upstream.received()).extracting(Answer::target).containsExactly("/a", "/b");
    }
  }

  @Test
  void aResetOfAnUploadEndsItUpstream() {
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  try {
                    c.awaitEnd();
                  } finally {
                    ended.countDown();
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(
          1, false, ":method", "POST", ":scheme", "http", ":path", "/", ":authority", "a");
      client.data(1, false, "abc");
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);
      client.reset(1);
      await().atMost(LIMIT).until(() -> ended.getCount() == 0);
    }
  }

  @Test
  void aSafeRequestWithAnUnannouncedBodyFallsBackWithAllOfIt() throws Exception {
    var asked = new CountDownLatch(1);
    var local =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            asked.countDown();
            Content.Sink.write(response, true, Content.Source.asString(request, UTF_8), callback);
            return true;
          }
        };
    try (var upstream = ScriptedUpstream.start(c -> c.close());
        var proxy = TestProxy.to(upstream).fallingBackTo(local).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(1, false, get("/a"));
      assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      client.data(1, true, "abc");
      assertThat(client.readUntil(RawHttp2.HEADERS).hasStatus(200)).isTrue();
      assertThat(client.readUntil(RawHttp2.DATA).text()).isEqualTo("abc");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trailer: X-Sum\r\n", ""})
  void trailersPassInBothDirections(String announced) {
    try (var upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                    + announced
                    + "\r\n2\r\nok\r\n0\r\nX-Sum: seven\r\n\r\n");
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      client.headers(
          1, false, ":method", "POST", ":scheme", "http", ":path", "/", ":authority", "a");
      client.data(1, false, "abc").headers(1, true, "x-in", "5", "authorization", "no");
      RawHttp2.Frame frame = client.readOfStream();
      assertThat(frame.hasStatus(200)).isTrue();
      while (!frame.endsStream()) {
        frame = client.readOfStream();
      }
      assertThat(frame.type()).isEqualTo(RawHttp2.HEADERS);
      Answer received = upstream.received().getFirst();
      assertThat(received.text()).isEqualTo("abc");
      assertThat(received.trailers()).containsExactly(java.util.Map.entry("x-in", "5"));
    }
  }

  @Test
  void anUpgradeToHttp2IsIgnoredAndNotPassedOn() {
    try (var upstream = ScriptedUpstream.answering(OK);
        var proxy = TestProxy.to(upstream).start()) {
      Answer answer =
          RawClient.exchange(
              proxy.port(),
              "GET /a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                  + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.received().getFirst().names())
          .doesNotContain("upgrade", "http2-settings", "connection");
    }
  }

  private static String[] get(String path) {
    return RawHttp2.request("GET", path);
  }

  /** Whether the next thing that a stream hears is 400, a reset, or the connection's end. */
  private static boolean isRefused(RawHttp2 client) {
    try {
      RawHttp2.Frame frame = client.readOfStream();
      return frame.type() == RawHttp2.RESET
          || frame.type() == RawHttp2.GOAWAY
          || frame.hasStatus(400)
          || frame.hasStatus(501);
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof EOFException;
    }
  }

  private static Arguments abuse(String name, String... fields) {
    return Arguments.of(name, (Object) fields);
  }

  private static String[] concatenated(String[] head, String... fields) {
    return Stream.of(head, fields).flatMap(Stream::of).toArray(String[]::new);
  }
}
