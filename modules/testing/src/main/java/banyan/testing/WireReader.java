package banyan.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads HTTP/1.1 messages from a stream, strictly enough to notice when they are cut short. */
final class WireReader {
  private final InputStream in;

  WireReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  int read() throws IOException {
    return in.read();
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("ended after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  /** A start line and its fields; an empty body. */
  Answer head() throws IOException {
    String startLine = line();
    return new Answer(startLine, fields(), new byte[0], List.of());
  }

  Answer answer(boolean isHead) throws IOException {
    Answer head = head();
    int status = head.status();
    if (isHead || status < 200 || status == 204 || status == 304) {
      return head;
    }
    boolean isUntilEnd =
        head.field("Content-Length").isEmpty() && head.field("Transfer-Encoding").isEmpty();
    return isUntilEnd
        ? new Answer(head.startLine(), head.fields(), in.readAllBytes(), List.of())
        : withBody(head);
  }

  /** The message with the body that its fields announce. */
  Answer withBody(Answer head) throws IOException {
    if (head.field("Transfer-Encoding").isPresent()) {
      byte[] body = chunks();
      return new Answer(head.startLine(), head.fields(), body, fields());
    }
    int length = head.field("Content-Length").map(Integer::parseInt).orElse(0);
    return new Answer(head.startLine(), head.fields(), bytes(length), List.of());
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", -1)[0].strip(), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      body.write(bytes(size));
      line();
    }
  }

  private List<Map.Entry<String, String>> fields() throws IOException {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(fields);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("ended within a line: " + line);
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
