package banyan.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame of a WebSocket (RFC 6455 section 5.2), masked as clients must or plain as servers must.
 *
 * @param opcode such as {@link #TEXT}
 * @param isLast of its message
 */
@SuppressWarnings("ArrayRecordComponent") // sent and read, never compared whole
record WebSocketFrame(int opcode, boolean isLast, byte[] payload) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int LENGTH_OF_16_BITS = 126;
  private static final int LENGTH_OF_64_BITS = 127;
  private static final byte[] MASK = {7, 11, 13, 17};

  static WebSocketFrame text(String text) {
    return new WebSocketFrame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads exactly so many bytes. */
  @FunctionalInterface
  interface Source {
    byte[] read(int count) throws IOException;
  }

  static WebSocketFrame read(Source source) throws IOException {
    byte[] head = source.read(2);
    boolean isMasked = (head[1] & 0x80) != 0;
    long length = head[1] & 0x7F;
    if (length == LENGTH_OF_16_BITS) {
      length = ByteBuffer.wrap(source.read(2)).getShort() & 0xFFFF;
    } else if (length == LENGTH_OF_64_BITS) {
      length = ByteBuffer.wrap(source.read(8)).getLong();
    }
    byte[] mask = isMasked ? source.read(4) : new byte[4];
    byte[] payload = source.read(Math.toIntExact(length));
    return new WebSocketFrame(head[0] & 0x0F, (head[0] & 0x80) != 0, turned(payload, mask));
  }

  byte[] masked() {
    return encoded(0x80, MASK);
  }

  byte[] plain() {
    return encoded(0, new byte[0]);
  }

  String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  private byte[] encoded(int maskBit, byte[] mask) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (opcode | (isLast ? 0x80 : 0)));
    if (payload.length < LENGTH_OF_16_BITS) {
      frame.put((byte) (payload.length | maskBit));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (LENGTH_OF_16_BITS | maskBit)).putShort((short) payload.length);
    } else {
      frame.put((byte) (LENGTH_OF_64_BITS | maskBit)).putLong(payload.length);
    }
    frame.put(mask).put(mask.length == 0 ? payload : turned(payload, mask));
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  private static byte[] turned(byte[] payload, byte[] mask) {
    byte[] turned = payload.clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] ^= mask[i & 3];
    }
    return turned;
  }
}
