package banyan.proxy;

import banyan.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/**
 * An HTTP/2 client that writes frames byte for byte, right or wrong: fields go as literals without
 * Huffman coding, so nothing on the way mends them. Answers are read with a real decoder. One
 * thread.
 */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final int WITH_PRIORITY = 32;

  static final int INITIAL_WINDOW = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int HEAD_BYTES = 9;
  private static final int CANCEL = 8;
  private static final int ANSWER_FIELDS_MAX = 256 * 1024;

  private final RawClient client;
  private final HpackDecoder decoder = new HpackDecoder(ANSWER_FIELDS_MAX, System::nanoTime);

  /**
   * A frame as it was read.
   *
   * @param status of an answer's head; 0 for anything else
   * @param fields of a head or of trailers
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Frame(int type, int flags, int stream, byte[] payload, int status, HttpFields fields) {
    /** Whether it is the head of an answer with a status. */
    boolean hasStatus(int expected) {
      return status == expected;
    }

    boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    /** The error code of a reset or of a GOAWAY. */
    int error() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private RawHttp2(RawClient client) {
    this.client = client;
  }

  /** Connects, with the preface and an empty SETTINGS frame. */
  static RawHttp2 to(int port) {
    return to(port, new int[0]);
  }

  /** Connects, with settings as keys and values in turn. */
  static RawHttp2 to(int port, int... settings) {
    return bare(port).send(PREFACE).settings(settings);
  }

  /** Connects and sends nothing yet. */
  static RawHttp2 bare(int port) {
    return new RawHttp2(RawClient.to(port));
  }

  RawHttp2 send(String text) {
    client.send(text);
    return this;
  }

  RawHttp2 frame(int type, int flags, int stream, byte... payload) {
    client.send(encoded(type, flags, stream, payload));
    return this;
  }

  /** Many frames at once: floods do not wait for the network. */
  RawHttp2 frames(int count, int type, int flags, int stream, byte... payload) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] one = encoded(type, flags, stream, payload);
    for (int i = 0; i < count; i++) {
      all.writeBytes(one);
    }
    client.send(all.toByteArray());
    return this;
  }

  static byte[] encoded(int type, int flags, int stream, byte... payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  RawHttp2 settings(int... keysAndValues) {
    ByteBuffer payload = ByteBuffer.allocate(keysAndValues.length * 3);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      payload.putShort((short) keysAndValues[i]).putInt(keysAndValues[i + 1]);
    }
    return frame(SETTINGS, 0, 0, payload.array());
  }

  RawHttp2 window(int stream, int more) {
    return frame(WINDOW_UPDATE, 0, stream, number(more));
  }

  /** Sends a head of names and values in turn. */
  RawHttp2 headers(int stream, boolean isEnd, String... namesAndValues) {
    return frame(HEADERS, END_HEADERS + (isEnd ? END_STREAM : 0), stream, literals(namesAndValues));
  }

  /** Sends a GET. */
  RawHttp2 get(int stream, String path) {
    return headers(stream, true, request("GET", path));
  }

  /** Sends the head of a POST. */
  RawHttp2 post(int stream, String path) {
    return headers(stream, false, request("POST", path));
  }

  RawHttp2 data(int stream, boolean isEnd, String text) {
    return frame(DATA, isEnd ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  RawHttp2 reset(int stream) {
    return frame(RESET, 0, stream, number(CANCEL));
  }

  Frame read() {
    ByteBuffer head = ByteBuffer.wrap(client.read(HEAD_BYTES));
    int length = ((head.get() & 0xFF) << 16) | (head.getShort() & 0xFFFF);
    int type = head.get();
    int flags = head.get();
    int stream = head.getInt();
    byte[] payload = client.read(length);
    if (type != HEADERS) {
      return new Frame(type, flags, stream, payload, 0, HttpFields.EMPTY);
    }
    MetaData decoded = decoded(payload);
    int status = decoded instanceof MetaData.Response answer ? answer.getStatus() : 0;
    return new Frame(type, flags, stream, payload, status, decoded.getHttpFields());
  }

  /** Skips what concerns the connection, until a frame of a stream or the connection's end. */
  Frame readOfStream() {
    Frame frame = read();
    while (frame.stream() == 0 && frame.type() != GOAWAY) {
      frame = read();
    }
    return frame;
  }

  /** Skips everything until a frame of a type, such as GOAWAY. */
  Frame readUntil(int type) {
    Frame frame = read();
    while (frame.type() != type) {
      frame = read();
    }
    return frame;
  }

  RawClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }

  static String[] request(String method, String path) {
    return new String[] {":method", method, ":scheme", "http", ":path", path, ":authority", "a"};
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** A block of fields, each a literal that enters no table. */
  static byte[] literals(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      text(block, namesAndValues[i]);
      text(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  /** A string whose length is an integer with a prefix of seven bits (RFC 7541 section 5.1). */
  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = bytes.length;
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      for (length -= 127; length >= 128; length >>= 7) {
        block.write((length & 127) | 128);
      }
      block.write(length);
    }
    block.writeBytes(bytes);
  }

  private MetaData decoded(byte[] payload) {
    try {
      return decoder.decode(ByteBuffer.wrap(payload));
    } catch (HpackException.SessionException | HpackException.StreamException e) {
      throw new IllegalStateException("the server's fields cannot be decoded", e);
    }
  }
}
