package banyan.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the answers on one connection from the bytes as they come, keeping nothing of a body: it
 * must cost less than what it measures. Knows the two framings of HTTP/1.1 that servers use for
 * short answers (RFC 9112 section 6). Belongs to one thread.
 */
final class AnswerReader {
  /** A longer head is no answer of a peer's. */
  static final int HEAD_BYTES_MAX = 8 * 1024;

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED =
      "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    LAST_LINE
  }

  private final byte[] line = new byte[HEAD_BYTES_MAX];
  private Part part = Part.HEAD;
  private int lineLength;
  private int status;
  private long left;
  private boolean isChunked;

  /** The status of the answer that was read last. */
  int status() {
    return status;
  }

  /** Reads on; true when an answer is complete. Bytes behind it are left in the buffer. */
  boolean read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (part == Part.BODY || part == Part.CHUNK) {
        skip(bytes);
        if (left == 0 && part == Part.BODY) {
          part = Part.HEAD;
          return true;
        }
        part = left == 0 ? Part.CHUNK_END : part;
      } else if (readLine(bytes) && endsAnswer()) {
        part = Part.HEAD;
        return true;
      }
    }
    return false;
  }

  private void skip(ByteBuffer bytes) {
    int count = (int) Math.min(left, bytes.remaining());
    bytes.position(bytes.position() + count);
    left -= count;
  }

  private boolean readLine(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte octet = bytes.get();
      if (octet == '\n') {
        return true;
      }
      if (octet != '\r') {
        if (lineLength == line.length) {
          throw new BenchFailure("a line of an answer has over " + HEAD_BYTES_MAX + " bytes");
        }
        line[lineLength++] = octet;
      }
    }
    return false;
  }

  /** Takes the line that was read; true when it was the last of an answer. */
  private boolean endsAnswer() {
    int length = lineLength;
    lineLength = 0;
    return switch (part) {
      case HEAD -> length == 0 ? endsWithHead() : takeHeadLine(length);
      case CHUNK_SIZE -> {
        left = Long.parseLong(text(length).split(";", -1)[0].strip(), 16);
        part = left == 0 ? Part.LAST_LINE : Part.CHUNK;
        yield false;
      }
      case CHUNK_END -> {
        part = Part.CHUNK_SIZE;
        yield false;
      }
      case LAST_LINE -> length == 0;
      case BODY, CHUNK -> throw new IllegalStateException("a body has no lines");
    };
  }

  private boolean takeHeadLine(int length) {
    if (status == 0) {
      status = Integer.parseInt(text(length).split(" ", 3)[1]);
    } else if (startsWith(LENGTH, length)) {
      left = Long.parseLong(text(length).substring(LENGTH.length).strip());
    } else if (startsWith(CHUNKED, length)) {
      isChunked = true;
    }
    return false;
  }

  private boolean endsWithHead() {
    if (isChunked) {
      part = Part.CHUNK_SIZE;
      return false;
    }
    part = left > 0 ? Part.BODY : Part.HEAD;
    return left == 0;
  }

  /** Forgets the answer that was read, before the next one. */
  void next() {
    status = 0;
    left = 0;
    isChunked = false;
  }

  private boolean startsWith(byte[] name, int length) {
    if (length < name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      int octet = line[i] >= 'A' && line[i] <= 'Z' ? line[i] + ('a' - 'A') : line[i];
      if (octet != name[i]) {
        return false;
      }
    }
    return true;
  }

  private String text(int length) {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }
}
