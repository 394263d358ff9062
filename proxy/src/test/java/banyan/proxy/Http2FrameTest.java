package banyan.proxy;

import static banyan.proxy.Http2Row.CANCEL;
import static banyan.proxy.Http2Row.FLOW_CONTROL_ERROR;
import static banyan.proxy.Http2Row.FRAME_SIZE_ERROR;
import static banyan.proxy.Http2Row.PROTOCOL_ERROR;
import static banyan.proxy.Http2Row.connectionEnds;
import static banyan.proxy.Http2Row.ignored;
import static banyan.proxy.Http2Row.served;
import static banyan.proxy.Http2Row.streamEnds;
import static banyan.proxy.RawHttp2.number;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ScriptedUpstream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames one by one: what each may be (RFC 9113 sections 3, 4, 5.5 and 6). */
final class Http2FrameTest {
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

  /** Frames as such, and what stands within a head. */
  static Stream<Arguments> framing() {
    return Stream.of(
        ignored("4.1 a frame of an unknown type", c -> c.frame(0xEE, 0, 0, new byte[8])),
        ignored("4.1 unknown flags", c -> c.frame(RawHttp2.PING, 0x16, 0, new byte[8])),
        ignored("4.1 the reserved bit", c -> c.frame(RawHttp2.PING, 0, 0x80000000, new byte[8])),
        served("4.2 the largest DATA", 1, c -> c.post(1, "/a").data(1, true, "x".repeat(16_384))),
        connectionEnds(
            "4.2 DATA over the size",
            c -> c.post(1, "/a").data(1, true, "x".repeat(16_385)),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "4.2 HEADERS over the size",
            c -> c.frame(RawHttp2.HEADERS, 5, 1, new byte[16_385]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "4.2 SETTINGS over the size",
            c -> c.frame(RawHttp2.SETTINGS, 0, 0, new byte[16_386]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "4.3 PRIORITY within a head",
            c -> begun(c).frame(RawHttp2.PRIORITY, 0, 1, new byte[5]),
            PROTOCOL_ERROR),
        connectionEnds(
            "4.3 another stream's HEADERS within a head",
            c -> begun(c).get(3, "/a"),
            PROTOCOL_ERROR),
        connectionEnds(
            "5.5 an unknown frame within a head",
            c -> begun(c).frame(0xEE, 0, 0, new byte[8]),
            PROTOCOL_ERROR));
  }

  /** DATA, HEADERS and PUSH_PROMISE. */
  static Stream<Arguments> bodiesAndHeads() {
    return Stream.of(
        connectionEnds(
            "6.1 DATA of stream 0", c -> c.frame(RawHttp2.DATA, 1, 0, new byte[4]), PROTOCOL_ERROR),
        connectionEnds(
            "6.1 more padding than DATA",
            c -> c.post(1, "/a").frame(RawHttp2.DATA, RawHttp2.PADDED, 1, new byte[] {9, 1}),
            PROTOCOL_ERROR,
            FRAME_SIZE_ERROR),
        served(
            "6.1 DATA with padding",
            1,
            c ->
                c.post(1, "/a")
                    .frame(RawHttp2.DATA, RawHttp2.PADDED + 1, 1, new byte[] {2, 65, 0, 0})),
        connectionEnds("6.2 HEADERS of stream 0", c -> c.get(0, "/a"), PROTOCOL_ERROR),
        connectionEnds(
            "6.2 more padding than HEADERS",
            c -> c.frame(RawHttp2.HEADERS, RawHttp2.PADDED + 5, 1, new byte[] {9, 1}),
            PROTOCOL_ERROR),
        connectionEnds(
            "6.6 PUSH_PROMISE of a client",
            c -> c.get(1, "/a").frame(RawHttp2.PUSH_PROMISE, 4, 1, promise()),
            PROTOCOL_ERROR));
  }

  /** PRIORITY, RST_STREAM, SETTINGS, PING and GOAWAY. */
  static Stream<Arguments> control() {
    return Stream.of(
        connectionEnds(
            "6.3 PRIORITY of stream 0",
            c -> c.frame(RawHttp2.PRIORITY, 0, 0, new byte[5]),
            PROTOCOL_ERROR),
        connectionEnds(
            "6.3 PRIORITY of another size",
            c -> c.get(1, "/a").frame(RawHttp2.PRIORITY, 0, 1, new byte[4]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "7540 5.3.1 a stream that depends on itself",
            c -> c.frame(RawHttp2.PRIORITY, 0, 1, new byte[] {0, 0, 0, 1, 0}),
            PROTOCOL_ERROR),
        ignored(
            "6.3 PRIORITY of an idle stream", c -> c.frame(RawHttp2.PRIORITY, 0, 7, new byte[5])),
        connectionEnds("6.4 RST_STREAM of stream 0", c -> c.reset(0), PROTOCOL_ERROR),
        connectionEnds("6.4 RST_STREAM of an idle stream", c -> c.reset(1), PROTOCOL_ERROR),
        connectionEnds(
            "6.4 RST_STREAM of another size",
            c -> c.post(1, "/a").frame(RawHttp2.RESET, 0, 1, new byte[3]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "6.5 an acknowledgement with payload",
            c -> c.frame(RawHttp2.SETTINGS, RawHttp2.ACK, 0, new byte[6]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "6.5 SETTINGS of a stream",
            c -> c.frame(RawHttp2.SETTINGS, 0, 1, new byte[6]),
            PROTOCOL_ERROR),
        connectionEnds(
            "6.5 SETTINGS of another size",
            c -> c.frame(RawHttp2.SETTINGS, 0, 0, new byte[5]),
            FRAME_SIZE_ERROR),
        connectionEnds("6.5.2 ENABLE_PUSH 2", c -> c.settings(2, 2), PROTOCOL_ERROR),
        connectionEnds(
            "6.5.2 INITIAL_WINDOW_SIZE over 2^31-1", c -> c.settings(4, -1), FLOW_CONTROL_ERROR),
        connectionEnds(
            "6.5.2 MAX_FRAME_SIZE too small", c -> c.settings(5, 16_383), PROTOCOL_ERROR),
        connectionEnds(
            "6.5.2 MAX_FRAME_SIZE too large", c -> c.settings(5, 1 << 24), PROTOCOL_ERROR),
        ignored("6.5.2 an unknown setting", c -> c.settings(0xFF, 1)),
        connectionEnds(
            "6.7 PING of a stream", c -> c.frame(RawHttp2.PING, 0, 1, new byte[8]), PROTOCOL_ERROR),
        connectionEnds(
            "6.7 PING of another size",
            c -> c.frame(RawHttp2.PING, 0, 0, new byte[6]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "6.8 GOAWAY of a stream",
            c -> c.frame(RawHttp2.GOAWAY, 0, 1, new byte[8]),
            PROTOCOL_ERROR),
        ignored(
            "7 RST_STREAM with an unknown code",
            c -> c.post(1, "/a").frame(RawHttp2.RESET, 0, 1, number(0xFF))));
  }

  /** WINDOW_UPDATE, and windows that settings move. */
  static Stream<Arguments> windows() {
    return Stream.of(
        connectionEnds("6.9 no increment of the connection", c -> c.window(0, 0), PROTOCOL_ERROR),
        streamEnds(
            "6.9 no increment of a stream",
            1,
            c -> c.post(1, "/a").window(1, 0),
            PROTOCOL_ERROR,
            CANCEL),
        connectionEnds(
            "6.9 WINDOW_UPDATE of another size",
            c -> c.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[3]),
            FRAME_SIZE_ERROR),
        connectionEnds(
            "6.9.1 a window of the connection over 2^31-1",
            c -> c.window(0, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE),
            FLOW_CONTROL_ERROR),
        streamEnds(
            "6.9.1 a window of a stream over 2^31-1",
            1,
            c -> c.post(1, "/a").window(1, Integer.MAX_VALUE).window(1, Integer.MAX_VALUE),
            FLOW_CONTROL_ERROR),
        connectionEnds(
            "6.9.2 settings that lift a window over 2^31-1",
            c -> c.post(1, "/a").window(1, Integer.MAX_VALUE - 65_535).settings(4, 65_536),
            FLOW_CONTROL_ERROR));
  }

  /** CONTINUATION. */
  static Stream<Arguments> pieces() {
    return Stream.of(
        served("6.10 a head in pieces", 1, c -> inPieces(c, 3)),
        connectionEnds(
            "6.10 CONTINUATION of stream 0",
            c -> begun(c).frame(RawHttp2.CONTINUATION, 4, 0, new byte[2]),
            PROTOCOL_ERROR),
        connectionEnds(
            "6.10 CONTINUATION behind a whole head",
            c -> c.get(1, "/a").frame(RawHttp2.CONTINUATION, 4, 1, new byte[2]),
            PROTOCOL_ERROR),
        connectionEnds(
            "6.10 CONTINUATION behind DATA",
            c ->
                c.post(1, "/a").data(1, false, "a").frame(RawHttp2.CONTINUATION, 4, 1, new byte[2]),
            PROTOCOL_ERROR),
        connectionEnds(
            "6.10 DATA within a head", c -> begun(c).data(1, true, "a"), PROTOCOL_ERROR));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"framing", "bodiesAndHeads", "control", "windows", "pieces"})
  void takesAFrameAsTheStandardSays(
      String name, Consumer<RawHttp2> act, Http2Row.Expected expected) {
    Http2Row.verify(proxy.port(), act, expected);
  }

  @Test
  void aPrefaceThatIsNoneEndsTheConnection() {
    try (var client = RawHttp2.bare(proxy.port()).send("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n")) {
      assertThat(Http2Row.endsSilently(client)).isTrue();
    }
  }

  @Test
  void theServerAnnouncesItsLimits() {
    try (var client = RawHttp2.to(proxy.port())) {
      var settings = ByteBuffer.wrap(client.readUntil(RawHttp2.SETTINGS).payload());
      var announced = new java.util.TreeMap<Integer, Integer>();
      while (settings.hasRemaining()) {
        announced.put((int) settings.getShort(), settings.getInt());
      }
      // Streams, windows, and WebSockets (RFC 8441).
      assertThat(announced).containsEntry(3, 128).containsEntry(4, 256 * 1024).containsEntry(8, 1);
    }
  }

  @Test
  void settingsAndPingsAreAcknowledged() {
    try (var client = RawHttp2.to(proxy.port())) {
      byte[] payload = {1, 2, 3, 4, 5, 6, 7, 8};
      client.frame(RawHttp2.PING, 0, 0, payload);
      RawHttp2.Frame pong = client.readUntil(RawHttp2.PING);
      assertThat(pong.flags()).isEqualTo(RawHttp2.ACK);
      assertThat(pong.payload()).isEqualTo(payload);
      // A pong is not answered: the next PING that comes is the answer to the next one.
      client.frame(RawHttp2.PING, RawHttp2.ACK, 0, new byte[8]);
      client.frame(RawHttp2.PING, 0, 0, payload);
      assertThat(client.readUntil(RawHttp2.PING).payload()).isEqualTo(payload);
    }
  }

  @Test
  void aWindowIsNeverOverdrawn() {
    try (var client = RawHttp2.to(proxy.port(), RawHttp2.INITIAL_WINDOW, 1)) {
      RawHttp2.Frame first = client.get(1, "/a").readUntil(RawHttp2.DATA);
      assertThat(first.text()).isEqualTo("o");
      assertThat(first.endsStream()).isFalse();
      client.window(1, 1);
      assertThat(client.readUntil(RawHttp2.DATA).text()).isEqualTo("k");
    }
  }

  @Test
  void aWindowThatSettingsMakeNegativeOpensAgain() {
    try (var client = RawHttp2.to(proxy.port(), RawHttp2.INITIAL_WINDOW, 1)) {
      assertThat(client.get(1, "/a").readUntil(RawHttp2.DATA).text()).isEqualTo("o");
      // The byte that was sent counts: the window is now -1, then 0, then 1.
      client.settings(RawHttp2.INITIAL_WINDOW, 0).window(1, 1).window(1, 1);
      assertThat(client.readUntil(RawHttp2.DATA).text()).isEqualTo("k");
    }
  }

  private static RawHttp2 begun(RawHttp2 client) {
    return client.frame(
        RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.literals(RawHttp2.request("GET", "/a")));
  }

  private static void inPieces(RawHttp2 client, int count) {
    begun(client);
    for (int i = 1; i < count; i++) {
      client.frame(RawHttp2.CONTINUATION, 0, 1, RawHttp2.literals("x-" + i, "1"));
    }
    client.frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, RawHttp2.literals("x-0", "1"));
  }

  private static byte[] promise() {
    byte[] block = RawHttp2.literals(RawHttp2.request("GET", "/a"));
    return ByteBuffer.allocate(4 + block.length).putInt(2).put(block).array();
  }
}
