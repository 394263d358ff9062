package banyan.proxy;

import static banyan.proxy.Http2Row.PROTOCOL_ERROR;
import static banyan.proxy.Http2Row.REFUSED_STREAM;
import static banyan.proxy.Http2Row.STREAM_CLOSED;
import static banyan.proxy.Http2Row.connectionEnds;
import static banyan.proxy.Http2Row.ignored;
import static banyan.proxy.Http2Row.served;
import static banyan.proxy.Http2Row.streamEnds;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ScriptedUpstream;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a stream: what may come in which state (RFC 9113 section 5.1). */
final class Http2StreamTest {
  private static final int STREAMS_MAX = 128;
  private static final CountDownLatch MAY_ANSWER = new CountDownLatch(1);
  private static ScriptedUpstream upstream;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    upstream =
        ScriptedUpstream.start(
            c -> {
              if (c.request().target().equals("/slow")) {
                MAY_ANSWER.await();
              }
              c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
    proxy = TestProxy.to(upstream).start();
  }

  @AfterAll
  static void stop() {
    MAY_ANSWER.countDown();
    proxy.close();
    upstream.close();
  }

  static Stream<Arguments> states() {
    return Stream.of(
        connectionEnds("idle: DATA", c -> c.data(1, true, "a"), PROTOCOL_ERROR),
        connectionEnds("idle: RST_STREAM", c -> c.reset(1), PROTOCOL_ERROR),
        connectionEnds("idle: WINDOW_UPDATE", c -> c.window(1, 10), PROTOCOL_ERROR),
        connectionEnds(
            "idle: CONTINUATION",
            c -> c.frame(RawHttp2.CONTINUATION, 4, 1, new byte[2]),
            PROTOCOL_ERROR),
        streamEnds(
            "half-closed: DATA", 1, c -> c.get(1, "/slow").data(1, true, "a"), STREAM_CLOSED),
        connectionEnds(
            "half-closed: a second request",
            c -> c.get(1, "/slow").get(1, "/slow"),
            PROTOCOL_ERROR,
            STREAM_CLOSED),
        connectionEnds(
            "half-closed: CONTINUATION",
            c -> c.get(1, "/slow").frame(RawHttp2.CONTINUATION, 4, 1, new byte[2]),
            PROTOCOL_ERROR),
        ignored("half-closed: RST_STREAM", c -> c.get(1, "/slow").reset(1)),
        ignored("half-closed: WINDOW_UPDATE", c -> c.get(1, "/slow").window(1, 10)),
        ignored(
            "half-closed: PRIORITY",
            c -> c.get(1, "/slow").frame(RawHttp2.PRIORITY, 0, 1, new byte[5])),
        connectionEnds(
            "closed by a reset: HEADERS",
            c -> c.get(1, "/slow").reset(1).get(1, "/slow"),
            STREAM_CLOSED),
        connectionEnds(
            "closed by a reset: CONTINUATION",
            c -> c.get(1, "/slow").reset(1).frame(RawHttp2.CONTINUATION, 4, 1, new byte[2]),
            PROTOCOL_ERROR),
        // What was on its way before the other side heard of the end harms nobody; it is counted.
        ignored("closed by a reset: DATA", c -> c.post(1, "/slow").reset(1).data(1, true, "a")),
        ignored("closed by a reset: RST_STREAM", c -> c.get(1, "/slow").reset(1).reset(1)),
        ignored("closed by a reset: WINDOW_UPDATE", c -> c.get(1, "/slow").reset(1).window(1, 10)),
        ignored("closed by its answer: DATA", c -> answered(c).data(1, true, "a")),
        ignored("closed by its answer: WINDOW_UPDATE", c -> answered(c).window(1, 10)),
        ignored(
            "closed by its answer: PRIORITY",
            c -> answered(c).frame(RawHttp2.PRIORITY, 0, 1, new byte[5])),
        connectionEnds(
            "closed by its answer: HEADERS", c -> answered(c).get(1, "/"), STREAM_CLOSED),
        connectionEnds("an even number", c -> c.get(2, "/a"), PROTOCOL_ERROR),
        connectionEnds(
            "a number below the last",
            c -> c.get(5, "/slow").get(3, "/slow"),
            PROTOCOL_ERROR,
            STREAM_CLOSED),
        connectionEnds(
            "trailers that do not end the stream",
            c -> c.post(1, "/slow").headers(1, false, "x", "1"),
            PROTOCOL_ERROR),
        streamEnds(
            "one stream too many", 2 * STREAMS_MAX + 1, Http2StreamTest::full, REFUSED_STREAM),
        served("a number that skips some", 99, c -> c.get(99, "/a")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void takesAFrameAsTheStateOfItsStreamAllows(
      String name, Consumer<RawHttp2> act, Http2Row.Expected expected) {
    Http2Row.verify(proxy.port(), act, expected);
  }

  /** The end of an answer reaches us before the proxy's write has returned; a pong only after. */
  private static RawHttp2 answered(RawHttp2 client) {
    RawHttp2.Frame frame = client.get(1, "/a").readOfStream();
    while (!frame.endsStream()) {
      frame = client.readOfStream();
    }
    assertThat(frame.stream()).isEqualTo(1);
    client.frame(RawHttp2.PING, 0, 0, new byte[8]).readUntil(RawHttp2.PING);
    return client;
  }

  /** As many streams as may be open, one more, and then one place free again. */
  private static void full(RawHttp2 client) {
    for (int i = 0; i <= STREAMS_MAX; i++) {
      client.get(2 * i + 1, "/slow");
    }
    client.reset(1);
  }
}
