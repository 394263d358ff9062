package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.resilience.Bulkhead;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets as streams of HTTP/2 (RFC 8441), to upstreams that speak HTTP/1.1. */
final class WebSocketStreamTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int CANCEL = 8;
  private static final Protection ONE_PLACE =
      new Protection(RetryPolicy.DEFAULT, null, null, new InFlightPolicy(1, 0, LIMIT));

  @Test
  void aStreamBecomesAWebSocket() throws IOException {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      RawHttp2.Frame head = Http2Row.decisive(ask(client, 1, "chat, v2.chat"), 1);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.endsStream()).isFalse();
      assertThat(head.fields().contains("sec-websocket-accept")).isFalse();
      assertThat(head.fields().contains("upgrade")).isFalse();
      Answer received = upstream.received().getFirst();
      assertThat(received.startLine()).isEqualTo("GET /chat HTTP/1.1");
      assertThat(received.field("Upgrade")).hasValue("websocket");
      assertThat(received.field("Connection")).hasValue("Upgrade");
      assertThat(received.field("Host")).hasValue("a");
      assertThat(received.field("Sec-WebSocket-Version")).hasValue("13");
      assertThat(received.field("Sec-WebSocket-Protocol")).hasValue("chat, v2.chat");
      assertThat(received.all("Sec-WebSocket-Key")).hasSize(1);
      assertThat(received.all("Content-Length")).isEmpty();
      assertThat(received.all("Transfer-Encoding")).isEmpty();
      for (int i = 0; i < 20; i++) {
        say(client, 1, WebSocketFrame.text("m" + i));
        assertThat(hear(client, 1, 1).text()).isEqualTo("m" + i);
      }
    }
  }

  @Test
  void theEndOfOneDirectionPassesAndTheOtherGoesOn() throws IOException {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  WebSocketFrame.read(c::read);
                  try {
                    c.read(1);
                  } catch (IOException e) {
                    c.send(WebSocketFrame.text("farewell").plain());
                    c.close();
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = opened(proxy)) {
      client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, WebSocketFrame.text("last").masked());
      assertThat(hear(client, 1, 8).text()).isEqualTo("farewell");
      RawHttp2.Frame frame = client.readOfStream();
      while (!frame.endsStream()) {
        assertThat(frame.type()).isNotIn(RawHttp2.RESET, RawHttp2.GOAWAY);
        frame = client.readOfStream();
      }
    }
  }

  @Test
  void anUpstreamThatBreaksResetsTheStreamAlone() throws IOException {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  WebSocketFrame.read(c::read);
                  c.reset();
                });
        var proxy = TestProxy.to(upstream).start();
        var client = opened(proxy)) {
      say(client, 1, WebSocketFrame.text("go"));
      assertThat(client.readUntil(RawHttp2.RESET).error()).isEqualTo(CANCEL);
      assertThat(Http2Row.decisive(ask(client, 3, ""), 3).status()).isEqualTo(200);
    }
  }

  @Test
  void aResetEndsTheUpstreamsSide() {
    CountDownLatch ended = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  try {
                    c.awaitEnd();
                  } finally {
                    ended.countDown();
                  }
                });
        var proxy = TestProxy.to(upstream).protection(ONE_PLACE).start();
        var client = opened(proxy)) {
      Bulkhead places = Objects.requireNonNull(proxy.guard().bulkhead());
      assertThat(places.inFlight()).isEqualTo(1);
      client.reset(1);
      await().atMost(LIMIT).until(() -> ended.getCount() == 0);
      await().atMost(LIMIT).until(() -> places.inFlight() == 0);
      assertThat(Http2Row.decisive(ask(client, 3, ""), 3).status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatOpensNoWindowStallsTheUpstream() {
    byte[] block = new byte[64 * 1024];
    int blocks = 512;
    AtomicLong sent = new AtomicLong();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  for (int i = 0; i < blocks; i++) {
                    c.send(block);
                    sent.incrementAndGet();
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = opened(proxy)) {
      AtomicLong last = new AtomicLong(-1);
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(300))
          .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
      assertThat(sent.get()).as("blocks in buffers").isLessThan(blocks / 2);
      client.window(0, 1 << 30).window(1, 1 << 30);
      for (long read = 0; read < (long) blocks * block.length; ) {
        read += client.readUntil(RawHttp2.DATA).payload().length;
      }
    }
  }

  @Test
  void aConnectionWithATunnelIsInUse() throws IOException {
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).with(ProxySettings.IDLE, Duration.ofSeconds(1)).start();
        var client = opened(proxy);
        var unused = RawHttp2.to(proxy.port())) {
      // The unused connection is let go: so much time has passed for the other one as well.
      assertThat(Http2Row.endsSilently(unused)).isTrue();
      say(client, 1, WebSocketFrame.text("still here"));
      assertThat(hear(client, 1, 10).text()).isEqualTo("still here");
    }
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", 403),
        Arguments.of("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", 302),
        Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno", 502),
        Arguments.of("HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 502));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("answers")
  void whatIsNoSwitchIsNeverTakenForATunnel(String answer, int status) {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  c.send(answer);
                });
        var proxy = TestProxy.to(upstream).start();
        var client = RawHttp2.to(proxy.port())) {
      assertThat(Http2Row.decisive(ask(client, 1, ""), 1).status()).isEqualTo(status);
      // The other streams do not notice.
      assertThat(Http2Row.decisive(ask(client, 3, ""), 3).status()).isEqualTo(status);
    }
  }

  @Test
  void localCodeAnswersAnUpgradeAsAnOrdinaryRequestAndRefusesAStream() {
    AtomicReference<Request> seen = new AtomicReference<>();
    var local =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            seen.set(request);
            callback.succeeded();
            return true;
          }
        };
    try (var proxy = TestProxy.local(local).start();
        var client = RawHttp2.to(proxy.port())) {
      String upgrade =
          "GET /a HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      assertThat(RawClient.exchange(proxy.port(), upgrade).status()).isEqualTo(200);
      assertThat(seen.get().getHeaders().getFieldNamesCollection())
          .doesNotContain("Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version");
      assertThat(Http2Row.decisive(ask(client, 1, ""), 1).status()).isEqualTo(501);
    }
  }

  private static RawHttp2 opened(TestProxy proxy) {
    RawHttp2 client = RawHttp2.to(proxy.port());
    assertThat(Http2Row.decisive(ask(client, 1, ""), 1).status()).isEqualTo(200);
    return client;
  }

  private static RawHttp2 ask(RawHttp2 client, int stream, String subprotocols) {
    String[] offered =
        subprotocols.isEmpty()
            ? new String[0]
            : new String[] {"sec-websocket-protocol", subprotocols};
    String[] asked = {
      ":method",
      "CONNECT",
      ":protocol",
      "websocket",
      ":scheme",
      "http",
      ":path",
      "/chat",
      ":authority",
      "a",
      "sec-websocket-version",
      "13"
    };
    return client.headers(
        stream, false, Stream.of(asked, offered).flatMap(Stream::of).toArray(String[]::new));
  }

  private static void say(RawHttp2 client, int stream, WebSocketFrame frame) {
    client.frame(RawHttp2.DATA, 0, stream, frame.masked());
  }

  /** Reads a frame whose payload is short, from as many DATA frames as it takes. */
  private static WebSocketFrame hear(RawHttp2 client, int stream, int payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < 2 + payload) {
      RawHttp2.Frame frame = client.readUntil(RawHttp2.DATA);
      assertThat(frame.stream()).isEqualTo(stream);
      bytes.write(frame.payload());
    }
    var source = new ByteArrayInputStream(bytes.toByteArray());
    return WebSocketFrame.read(source::readNBytes);
  }
}
