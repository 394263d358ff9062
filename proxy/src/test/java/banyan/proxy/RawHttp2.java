package banyan.proxy;

import banyan.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * An HTTP/2 client that writes frames byte for byte, right or wrong: fields go as literals without
 * Huffman coding, so nothing on the way mends them. One thread.
 */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final int HEAD_BYTES = 9;
  private static final int CANCEL = 8;

  /** How the server's encoder begins its first block: with the size of its table. */
  private static final String TABLE_SIZE = "3fe11f";

  /** Codes of {@code :status} (RFC 7541 appendices A and B). */
  private static final Map<Integer, String> STATUS = Map.of(200, "88", 400, "8c", 501, "48826c01");

  private final RawClient client;

  /** A frame as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Frame(int type, int flags, int stream, byte[] payload) {
    /** Whether it is the head of an answer with a status. */
    boolean hasStatus(int status) {
      String block = HexFormat.of().formatHex(payload);
      String fields = block.startsWith(TABLE_SIZE) ? block.substring(TABLE_SIZE.length()) : block;
      return type == HEADERS && fields.startsWith(STATUS.getOrDefault(status, "none"));
    }

    boolean endsStream() {
      return (flags & END_STREAM) != 0;
    }
  }

  private RawHttp2(RawClient client) {
    this.client = client;
  }

  static RawHttp2 to(int port) {
    RawHttp2 http2 = new RawHttp2(RawClient.to(port));
    http2.client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    http2.frame(SETTINGS, 0, 0, new byte[0]);
    return http2;
  }

  RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    client.send(frame.array());
    return this;
  }

  /** Sends a head of names and values in turn. */
  RawHttp2 headers(int stream, boolean isEnd, String... namesAndValues) {
    return frame(HEADERS, END_HEADERS + (isEnd ? END_STREAM : 0), stream, literals(namesAndValues));
  }

  RawHttp2 data(int stream, boolean isEnd, String text) {
    return frame(DATA, isEnd ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  RawHttp2 reset(int stream) {
    return frame(RESET, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  Frame read() {
    ByteBuffer head = ByteBuffer.wrap(client.read(HEAD_BYTES));
    int length = ((head.get() & 0xFF) << 16) | (head.getShort() & 0xFFFF);
    int type = head.get();
    int flags = head.get();
    return new Frame(type, flags, head.getInt(), client.read(length));
  }

  /** Skips what concerns the connection, until a frame of a stream or the connection's end. */
  Frame readOfStream() {
    Frame frame = read();
    while (frame.stream() == 0 && frame.type() != GOAWAY) {
      frame = read();
    }
    return frame;
  }

  @Override
  public void close() {
    client.close();
  }

  private static byte[] literals(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      text(block, namesAndValues[i]);
      text(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  /** A length below 127 fits into its prefix. */
  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    block.write(bytes.length);
    block.writeBytes(bytes);
  }
}
