package banyan.proxy.compare;

import banyan.proxy.compare.PairFolder.Faulty;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message in the form of HTTP/1.1 (RFC 9112), with LF or CRLF: a first line, fields, an empty
 * line, and the body up to the end of the file. {@code Content-Length} is not looked at; chunks are
 * joined.
 */
final class RecordedMessage {
  private static final int HEAD_BYTES_MAX = 1 << 20;
  private static final int CHUNK_LINE_MAX = 1000;

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/[0-9](?:\\.[0-9])? ([1-5][0-9]{2})(?: .*)?");
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Za-z]{1,20}) (\\S{1,65536})(?: HTTP/[0-9](?:\\.[0-9])?)?");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(?:;.*)?");

  private final Path file;
  private final byte[] bytes;
  private int at;

  RecordedMessage(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  RecordedAnswer answer() throws Faulty {
    String first = line();
    Matcher status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw fault(1, first, "begin an answer with a line such as HTTP/1.1 200 OK");
    }
    List<RecordedField> fields = fields();
    return new RecordedAnswer(Integer.parseInt(status.group(1)), fields, body(fields));
  }

  RecordedRequest request() throws Faulty {
    String first = line();
    Matcher parts = REQUEST_LINE.matcher(first);
    if (!parts.matches()) {
      throw fault(1, first, "begin a request with a line such as GET /products/17 HTTP/1.1");
    }
    List<RecordedField> fields = fields();
    return new RecordedRequest(
        parts.group(1).toUpperCase(Locale.ROOT), parts.group(2), fields, body(fields));
  }

  private List<RecordedField> fields() throws Faulty {
    List<RecordedField> fields = new ArrayList<>();
    for (int number = 2; at < bytes.length; number++) {
      String line = line();
      if (line.isEmpty()) {
        return fields;
      }
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        throw fault(
            number, line, "write a field as Name: value, and an empty line before the body");
      }
      if (at > HEAD_BYTES_MAX) {
        throw fault(number, line, "a head has at most " + HEAD_BYTES_MAX + " bytes");
      }
      fields.add(new RecordedField(field.group(1), field.group(2).strip()));
    }
    return fields;
  }

  private byte[] body(List<RecordedField> fields) {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    boolean isChunked =
        fields.stream()
            .anyMatch(
                field ->
                    field.name().equalsIgnoreCase("transfer-encoding")
                        && field.value().toLowerCase(Locale.ROOT).endsWith("chunked"));
    return isChunked ? joined(rest) : rest;
  }

  /** The chunks' content; the bytes as they are when a recorder has joined them already. */
  private byte[] joined(byte[] rest) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (at < bytes.length) {
      Matcher size = CHUNK.matcher(shortLine());
      if (!size.matches()) {
        return rest;
      }
      long length = Long.parseLong(size.group(1), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      if (length > bytes.length - at) {
        return rest;
      }
      body.write(bytes, at, (int) length);
      at += (int) length;
      if (!shortLine().isEmpty()) {
        return rest;
      }
    }
    return rest;
  }

  private String shortLine() {
    String line = line();
    return line.length() > CHUNK_LINE_MAX ? line.substring(0, CHUNK_LINE_MAX) : line;
  }

  /** Up to the next LF, without it and a CR before it; fields are octets (RFC 9110 section 5.5). */
  private String line() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    boolean hasReturn = end > at && bytes[end - 1] == '\r';
    String line = new String(bytes, at, end - at - (hasReturn ? 1 : 0), StandardCharsets.UTF_8);
    at = Math.min(bytes.length, end + 1);
    return line;
  }

  private Faulty fault(int number, String line, String remedy) {
    return new Faulty(file + ":" + number + ": '" + Excerpt.of(line) + "': " + remedy);
  }
}
