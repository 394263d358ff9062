package banyan.proxy;

import static banyan.proxy.Http2Row.ENHANCE_YOUR_CALM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Floods end the connection that they come on; a busy client is none (RFC 9113 section 10.5). */
final class Http2FloodTest {
  private static final int FLOOD = 3_000;
  private static final int REQUESTS_OPEN_MAX = 100;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final byte[] BLOCK = new byte[64 * 1024];
  private static ScriptedUpstream upstream;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    upstream =
        ScriptedUpstream.start(
            c -> {
              if (c.request().target().equals("/slow")) {
                c.awaitEnd();
              }
              c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
    proxy = TestProxy.to(upstream).start();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    upstream.close();
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        flood("PING", c -> c.frames(FLOOD, RawHttp2.PING, 0, 0, new byte[8])),
        flood("SETTINGS", c -> c.frames(FLOOD, RawHttp2.SETTINGS, 0, 0)),
        flood("PRIORITY", c -> c.frames(FLOOD, RawHttp2.PRIORITY, 0, 1, new byte[5])),
        flood("empty DATA", c -> c.post(1, "/slow").frames(FLOOD, RawHttp2.DATA, 0, 1)),
        flood("unknown frames", c -> c.frames(FLOOD, 0xEE, 0, 0)),
        flood(
            "CONTINUATION",
            c ->
                c.frame(RawHttp2.HEADERS, 1, 1, RawHttp2.literals(RawHttp2.request("GET", "/a")))
                    .frames(FLOOD, RawHttp2.CONTINUATION, 0, 1, RawHttp2.literals("x", "1"))),
        flood(
            "empty CONTINUATION",
            c ->
                c.frame(RawHttp2.HEADERS, 1, 1, RawHttp2.literals(RawHttp2.request("GET", "/a")))
                    .frames(FLOOD, RawHttp2.CONTINUATION, 0, 1)),
        flood("rapid reset", Http2FloodTest::rapidReset),
        flood("MadeYouReset by a window", c -> madeReset(c, RawHttp2.WINDOW_UPDATE, new byte[4])),
        flood(
            "MadeYouReset by an overflow",
            c -> madeReset(c, RawHttp2.WINDOW_UPDATE, RawHttp2.number(Integer.MAX_VALUE))),
        flood("MadeYouReset by DATA", c -> madeReset(c, RawHttp2.DATA, new byte[] {1})),
        flood("MadeYouReset by trailers", Http2FloodTest::malformedTrailers),
        flood("malformed heads", Http2FloodTest::malformed),
        flood(
            "WINDOW_UPDATE of closed streams",
            c -> c.post(1, "/slow").reset(1).frames(FLOOD, 8, 0, 1, RawHttp2.number(1))),
        flood(
            "DATA of closed streams",
            c -> c.post(1, "/slow").reset(1).frames(FLOOD, 0, 0, 1, new byte[] {1})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void aFloodEndsItsConnection(String name, Consumer<RawHttp2> act) {
    try (var client = RawHttp2.to(proxy.port());
        var other = RawHttp2.to(proxy.port())) {
      assertThat(isCutOff(client, act)).isTrue();
      assertThat(Http2Row.decisive(other.get(1, "/a"), 1).status()).isEqualTo(200);
    }
  }

  @Test
  void aBusyClientThatCancelsSomeIsServed() {
    int count = TestSize.pick("requests of one connection", 2_000, 10_000, 100_000);
    try (var client = RawHttp2.to(proxy.port())) {
      int served = 0;
      int stream = 1;
      Set<Integer> cancelled = new HashSet<>();
      while (served < count) {
        int asked = Math.min(REQUESTS_OPEN_MAX, count - served);
        for (int i = 0; i < asked; i++) {
          client.get(stream, "/a");
          // Every fifth request is one more, and cancelled.
          if (i % 5 == 0) {
            client.get(stream + 2, "/slow").reset(stream + 2);
            cancelled.add(stream + 2);
            stream += 2;
          }
          stream += 2;
        }
        // A client that reads also opens windows, sometimes of streams that have just closed.
        for (int open = asked; open > 0; ) {
          RawHttp2.Frame frame = client.readOfStream();
          boolean isRefused = frame.type() == RawHttp2.RESET && !cancelled.contains(frame.stream());
          assertThat(isRefused || frame.type() == RawHttp2.GOAWAY).as("%s", frame).isFalse();
          if (frame.endsStream()) {
            client.window(frame.stream(), 2).window(0, 2);
            open--;
          }
        }
        served += asked;
      }
    }
  }

  @Test
  void aReaderThatOpensNoWindowHoldsLittleAndIsLetGo() {
    AtomicLong sent = new AtomicLong();
    int blocks = 512;
    int streams = 4;
    try (var large =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + blocks * BLOCK.length + "\r\n\r\n");
                  for (int i = 0; i < blocks; i++) {
                    c.send(BLOCK);
                    sent.incrementAndGet();
                  }
                });
        var strict = TestProxy.to(large).with(ProxySettings.IDLE, Duration.ofMillis(600)).start();
        var client = RawHttp2.to(strict.port(), RawHttp2.INITIAL_WINDOW, 0)) {
      for (int i = 0; i < streams; i++) {
        client.get(2 * i + 1, "/a");
      }
      // The streams end although the connection goes on: PING keeps it from being idle.
      await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> isLetGo(client));
      assertThat(sent.get()).as("blocks in buffers").isLessThan((long) streams * blocks / 2);
    }
  }

  /** Pings, and reads to the answer: whether a reset or an end came before it. */
  private static boolean isLetGo(RawHttp2 client) {
    try {
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      RawHttp2.Frame frame = client.read();
      while (frame.type() != RawHttp2.PING) {
        if (frame.type() == RawHttp2.RESET || frame.type() == RawHttp2.GOAWAY) {
          return true;
        }
        frame = client.read();
      }
      return false;
    } catch (UncheckedIOException e) {
      return !(e.getCause() instanceof java.net.SocketTimeoutException);
    }
  }

  private static void rapidReset(RawHttp2 client) {
    for (int i = 0; i < FLOOD; i++) {
      client.get(2 * i + 1, "/slow").reset(2 * i + 1);
    }
  }

  /** Breaks a rule of each stream, so that the server resets it. */
  private static void madeReset(RawHttp2 client, int type, byte[] payload) {
    for (int i = 0; i < FLOOD; i++) {
      client.get(2 * i + 1, "/slow").frame(type, 0, 2 * i + 1, payload);
    }
  }

  /** Trailers end a stream (RFC 9113 section 8.1); these do not. */
  private static void malformedTrailers(RawHttp2 client) {
    for (int i = 0; i < FLOOD; i++) {
      client.post(2 * i + 1, "/slow").headers(2 * i + 1, false, "x", "1");
    }
  }

  private static void malformed(RawHttp2 client) {
    for (int i = 0; i < FLOOD; i++) {
      client.headers(2 * i + 1, true, ":method", "GET", "Upper", "1");
    }
  }

  /** Whether the connection ends, and says why if it still can: the flood may not be read whole. */
  private static boolean isCutOff(RawHttp2 client, Consumer<RawHttp2> flood) {
    try {
      flood.accept(client);
      return client.readUntil(RawHttp2.GOAWAY).error() == ENHANCE_YOUR_CALM;
    } catch (UncheckedIOException e) {
      return !(e.getCause() instanceof java.net.SocketTimeoutException);
    }
  }

  private static Arguments flood(String name, Consumer<RawHttp2> act) {
    return Arguments.of(name, act);
  }
}
