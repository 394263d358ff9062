package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/** What one client does to the server, and how the server has to take it. */
final class Http2Row {
  static final int PROTOCOL_ERROR = 1;
  static final int FLOW_CONTROL_ERROR = 3;
  static final int STREAM_CLOSED = 5;
  static final int FRAME_SIZE_ERROR = 6;
  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;
  static final int COMPRESSION_ERROR = 9;
  static final int ENHANCE_YOUR_CALM = 11;

  private Http2Row() {}

  /** How the server took it. */
  @FunctionalInterface
  interface Expected {
    void verify(RawHttp2 client);
  }

  /** Does it on a connection of its own, and asks how the server took it. */
  static void verify(int port, Consumer<RawHttp2> act, Expected expected) {
    try (var client = RawHttp2.to(port)) {
      try {
        act.accept(client);
      } catch (UncheckedIOException e) {
        // Refused and closed before the last frame was sent; what was answered tells the rest.
        assertThat(e.getMessage()).containsAnyOf("Broken pipe", "Connection reset");
      }
      expected.verify(client);
    }
  }

  /** The request of a stream is answered with 200. */
  static Arguments served(String name, int stream, Consumer<RawHttp2> act) {
    return row(
        name,
        act,
        client -> {
          RawHttp2.Frame frame = decisive(client, stream);
          assertThat(frame.status()).as(shown(frame)).isEqualTo(200);
        });
  }

  /** The connection ends, with one of the error codes. */
  static Arguments connectionEnds(String name, Consumer<RawHttp2> act, Integer... codes) {
    return row(
        name,
        act,
        client -> assertThat(client.readUntil(RawHttp2.GOAWAY).error()).isIn((Object[]) codes));
  }

  /** The stream alone is refused: a reset with one of the error codes, and others are served. */
  static Arguments streamEnds(String name, int stream, Consumer<RawHttp2> act, Integer... codes) {
    return row(
        name,
        act,
        client -> {
          RawHttp2.Frame frame = decisive(client, stream);
          assertThat(frame.type()).as(shown(frame)).isEqualTo(RawHttp2.RESET);
          assertThat(frame.error()).isIn((Object[]) codes);
          serves(client, stream + 100);
        });
  }

  /** The request of a stream is answered with a status, and others are served. */
  static Arguments answered(String name, int stream, Consumer<RawHttp2> act, Integer... statuses) {
    return row(
        name,
        act,
        client -> {
          RawHttp2.Frame frame = decisive(client, stream);
          assertThat(frame.status()).as(shown(frame)).isIn((Object[]) statuses);
          serves(client, stream + 100);
        });
  }

  /** The server does not mind, and serves the next request. */
  static Arguments ignored(String name, Consumer<RawHttp2> act) {
    return row(name, act, client -> serves(client, 101));
  }

  private static Arguments row(String name, Consumer<RawHttp2> act, Expected expected) {
    return Arguments.of(name, act, expected);
  }

  private static void serves(RawHttp2 client, int stream) {
    RawHttp2.Frame frame = decisive(client.get(stream, "/next"), stream);
    assertThat(frame.status()).as(shown(frame)).isEqualTo(200);
  }

  /** The head of the answer to a stream, its reset, or the end of the connection. */
  static RawHttp2.Frame decisive(RawHttp2 client, int stream) {
    while (true) {
      RawHttp2.Frame frame = client.read();
      boolean isOfStream =
          frame.stream() == stream
              && (frame.type() == RawHttp2.HEADERS || frame.type() == RawHttp2.RESET);
      if (frame.type() == RawHttp2.GOAWAY || isOfStream) {
        return frame;
      }
    }
  }

  /** Whether the connection ends without a word. */
  static boolean endsSilently(RawHttp2 client) {
    try {
      while (client.read().type() != RawHttp2.GOAWAY) {
        // what comes before the end is of no interest
      }
      return true;
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof EOFException
          || e.getCause() instanceof java.net.SocketException;
    }
  }

  private static String shown(RawHttp2.Frame frame) {
    return "frame of type "
        + frame.type()
        + ", status "
        + frame.status()
        + ", payload "
        + Arrays.toString(frame.payload());
  }
}
