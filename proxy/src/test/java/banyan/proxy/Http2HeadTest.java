package banyan.proxy;

import static banyan.proxy.Http2Row.COMPRESSION_ERROR;
import static banyan.proxy.Http2Row.PROTOCOL_ERROR;
import static banyan.proxy.Http2Row.answered;
import static banyan.proxy.Http2Row.connectionEnds;
import static banyan.proxy.Http2Row.served;
import static banyan.proxy.Http2Row.streamEnds;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads: how they are compressed (RFC 7541) and what they must say (RFC 9113 section 8). */
final class Http2HeadTest {
  /** {@code :method GET, :scheme http, :path /} from the static table. */
  private static final String GET = "828684";

  /** {@code :authority a}, as a literal that enters the table. */
  private static final String OF_A = "410161";

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

  static Stream<Arguments> compressions() {
    return Stream.of(
        served("indexed fields", 1, c -> block(c, GET + OF_A)),
        served("a literal that enters the table", 1, c -> block(c, GET + OF_A + "4001780131")),
        served("a literal with an indexed name", 1, c -> block(c, GET + OF_A + "0f240131")),
        served("a literal never indexed", 1, c -> block(c, GET + OF_A + "1001780131")),
        served("a Huffman-coded value", 1, c -> block(c, GET + "41811f")),
        served("a smaller table", 1, c -> block(c, "20" + GET + OF_A)),
        served("two changes of the table", 1, c -> block(c, "20" + "3fe11f" + GET + OF_A)),
        connectionEnds(
            "2.3.3 an index behind the table",
            c -> block(c, GET + "c6"),
            COMPRESSION_ERROR,
            PROTOCOL_ERROR),
        connectionEnds("6.1 index 0", c -> block(c, GET + "80"), COMPRESSION_ERROR, PROTOCOL_ERROR),
        connectionEnds(
            "4.2 a change of the table behind fields",
            c -> block(c, GET + OF_A + "20"),
            COMPRESSION_ERROR),
        connectionEnds(
            "6.3 a table larger than announced",
            c -> block(c, "3fe21f" + GET + OF_A),
            COMPRESSION_ERROR),
        connectionEnds(
            "5.2 padding longer than 7 bits",
            c -> block(c, GET + OF_A + "00017882" + "1fff"),
            COMPRESSION_ERROR),
        connectionEnds(
            "5.2 padding of zeros",
            c -> block(c, GET + OF_A + "00017881" + "18"),
            COMPRESSION_ERROR),
        connectionEnds(
            "5.2 a Huffman-coded end of string",
            c -> block(c, GET + OF_A + "00017884" + "ffffffff"),
            COMPRESSION_ERROR),
        connectionEnds(
            "5.1 an integer without end",
            c -> block(c, GET + "ffffffffffffffffffffff01"),
            COMPRESSION_ERROR,
            PROTOCOL_ERROR),
        connectionEnds(
            "5.2 a string longer than its block",
            c -> block(c, GET + "00017f"),
            COMPRESSION_ERROR,
            PROTOCOL_ERROR));
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        answered("8.3.1 no method", 1, without(":method"), 400),
        answered("8.3.1 no scheme", 1, without(":scheme"), 400),
        answered("8.3.1 no path", 1, without(":path"), 400),
        answered("8.3.1 no authority and no host", 1, without(":authority"), 400),
        answered("8.3.1 an empty path", 1, with(":path", ""), 400),
        answered("8.3 two methods", 1, with(":method", "GET"), 400),
        answered("8.3 two schemes", 1, with(":scheme", "http"), 400),
        answered("8.3 two authorities", 1, with(":authority", "a"), 400),
        answered("8.3 a pseudo-field of answers", 1, with(":status", "200"), 400),
        answered("8.3 a field before a pseudo-field", 1, Http2HeadTest::shuffled, 400),
        answered("8.2.1 an upper-case name", 1, with("X-Up", "1"), 400),
        answered("8.2.1 a space in a name", 1, with("x y", "1"), 400),
        answered("8.2.1 a tab in a name", 1, with("x\ty", "1"), 400),
        answered("8.2.1 a delete in a name", 1, with("x\u007f", "1"), 400),
        answered("8.2.1 a name beyond ASCII", 1, with("x\u00e9", "1"), 400),
        answered("8.2.1 a value that ends in space", 1, with("x", "1 "), 400, 200),
        answered("8.2.2 te with more than trailers", 1, with("te", "trailers, gzip"), 400),
        answered("8.2.2 te: trailers", 1, with("te", "trailers"), 200),
        streamEnds("8.1.1 less DATA than announced", 1, body("5", "abc"), PROTOCOL_ERROR),
        streamEnds("8.1.1 more DATA than announced", 1, body("2", "abc"), PROTOCOL_ERROR),
        connectionEnds("8.1.1 a length that is no number", body("x", "abc"), PROTOCOL_ERROR),
        answered("8.1.1 a negative length", 1, body("-3", "abc"), 400),
        answered("8.1.1 a length with a sign", 1, body("+3", "abc"), 400),
        answered("8.1.1 as much DATA as announced", 1, body("3", "abc"), 200),
        answered(
            "8.5 CONNECT",
            1,
            c -> c.headers(1, false, ":method", "CONNECT", ":authority", "a:1"),
            501),
        answered("9110 7.8 another extended CONNECT", 1, connect("connect-udp"), 501),
        answered(
            "9110 5.3 two content-types",
            1,
            with("content-type", "a/b", "content-type", "a/c"),
            400),
        answered("9110 7.6.3 a loop", 1, with("via", "2.0 banyan-test"), 508),
        answered("9110 10.1.1 an unknown expectation", 1, with("expect", "tea"), 417),
        answered(
            "9110 9.3.8 TRACE", 1, c -> c.headers(1, true, RawHttp2.request("TRACE", "/a")), 501),
        answered("3986 a double encoding", 1, c -> c.get(1, "/%252e"), 400),
        connectionEnds("9110 7.2 an authority with a user", authority("u@a"), PROTOCOL_ERROR));
  }

  @ParameterizedTest(name = "RFC 7541 {0}")
  @MethodSource("compressions")
  void readsABlockAsTheStandardSays(
      String name, Consumer<RawHttp2> act, Http2Row.Expected expected) {
    Http2Row.verify(proxy.port(), act, expected);
  }

  @ParameterizedTest(name = "RFC {0}")
  @MethodSource("messages")
  void takesAMessageAsTheStandardSays(
      String name, Consumer<RawHttp2> act, Http2Row.Expected expected) {
    Http2Row.verify(proxy.port(), act, expected);
  }

  @Test
  void aPseudoFieldInTrailersIsRefused() {
    try (var client = RawHttp2.to(proxy.port())) {
      client.post(1, "/a").data(1, false, "a").headers(1, true, ":path", "/b");
      RawHttp2.Frame frame = Http2Row.decisive(client, 1);
      assertThat(
              frame.type() == RawHttp2.GOAWAY && frame.error() == PROTOCOL_ERROR
                  || frame.type() == RawHttp2.RESET
                  || frame.hasStatus(400))
          .isTrue();
    }
  }

  @Test
  void aHeadOverTheLimitIs431AndTheConnectionServesOn() {
    try (var client = RawHttp2.to(proxy.port())) {
      String[] large = {"x", "y".repeat(9_000), "z", "y".repeat(9_000)};
      client.frame(
          RawHttp2.HEADERS,
          RawHttp2.END_STREAM,
          1,
          RawHttp2.literals(RawHttp2.request("GET", "/a")));
      client.frame(RawHttp2.CONTINUATION, 0, 1, RawHttp2.literals(large[0], large[1]));
      client.frame(
          RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, RawHttp2.literals(large[2], large[3]));
      assertThat(Http2Row.decisive(client, 1).status()).isEqualTo(431);
      assertThat(Http2Row.decisive(client.get(3, "/a"), 3).status()).isEqualTo(200);
    }
  }

  @Test
  void aBombOfIndexedFieldsUnpacksNoFurtherThanTheLimit() {
    try (var client = RawHttp2.to(proxy.port())) {
      // One field of 4,000 bytes enters the table; 2,000 bytes more stand for 8 MB of it.
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      block.writeBytes(HexFormat.of().parseHex("828684410161"));
      byte[] literal = RawHttp2.literals("x", "y".repeat(4_000));
      literal[0] = 0x40;
      block.writeBytes(literal);
      for (int i = 0; i < 2_000; i++) {
        block.write(0xbe);
      }
      client.frame(RawHttp2.HEADERS, 5, 1, block.toByteArray());
      assertThat(client.readUntil(RawHttp2.GOAWAY).error()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  /** Sends a head as hex. */
  private static void block(RawHttp2 client, String hex) {
    client.frame(
        RawHttp2.HEADERS,
        RawHttp2.END_HEADERS + RawHttp2.END_STREAM,
        1,
        HexFormat.of().parseHex(hex));
  }

  private static Consumer<RawHttp2> without(String name) {
    return client -> {
      String[] fields = RawHttp2.request("GET", "/a");
      String[] kept = new String[fields.length - 2];
      int at = 0;
      for (int i = 0; i < fields.length; i += 2) {
        if (!fields[i].equals(name)) {
          kept[at++] = fields[i];
          kept[at++] = fields[i + 1];
        }
      }
      client.headers(1, true, kept);
    };
  }

  private static Consumer<RawHttp2> with(String... more) {
    return client -> client.headers(1, true, joined(RawHttp2.request("GET", "/a"), more));
  }

  private static Consumer<RawHttp2> authority(String value) {
    return client ->
        client.headers(
            1, true, ":method", "GET", ":scheme", "http", ":path", "/a", ":authority", value);
  }

  private static Consumer<RawHttp2> connect(String protocol) {
    return client ->
        client.headers(1, false, joined(RawHttp2.request("CONNECT", "/a"), ":protocol", protocol));
  }

  private static Consumer<RawHttp2> body(String length, String text) {
    return client -> {
      client.headers(1, false, joined(RawHttp2.request("POST", "/a"), "content-length", length));
      client.data(1, false, text.substring(0, 1)).data(1, true, text.substring(1));
    };
  }

  private static void shuffled(RawHttp2 client) {
    client.headers(
        1, true, ":method", "GET", ":scheme", "http", "x", "1", ":path", "/a", ":authority", "a");
  }

  private static String[] joined(String[] head, String... more) {
    return Stream.of(head, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
