package banyan.proxy.compare;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Undoes the content codings of a body (RFC 9110 section 8.4), within a limit. */
final class ContentCoding {
  private ContentCoding() {}

  /** What became of a body. */
  sealed interface Decoded {
    record Plain(byte[] body) implements Decoded {}

    /** Its coding is not spoken here. */
    record Unknown(String coding) implements Decoded {}

    /** It has more bytes than are read. */
    record TooLarge(int max) implements Decoded {}

    /** It is not what its coding says. */
    record Broken(String reason) implements Decoded {}
  }

  /**
   * Decodes a body.
   *
   * @param codings the value of Content-Encoding
   * @param max bytes of the plain body
   */
  static Decoded decode(byte[] body, String codings, int max) {
    List<String> names =
        Stream.of(codings.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty() && !name.equals("identity"))
            .toList();
    byte[] plain = body;
    // The last one was applied last.
    for (String coding : names.reversed()) {
      if (plain.length == 0) {
        break;
      }
      switch (decodeOne(plain, coding, max)) {
        case Decoded.Plain(byte[] bytes) -> plain = bytes;
        case Decoded.Unknown unknown -> {
          return unknown;
        }
        case Decoded.TooLarge large -> {
          return large;
        }
        case Decoded.Broken broken -> {
          return broken;
        }
      }
    }
    return plain.length > max ? new Decoded.TooLarge(max) : new Decoded.Plain(plain);
  }

  private static Decoded decodeOne(byte[] body, String coding, int max) {
    try (InputStream stream = stream(body, coding)) {
      if (stream == null) {
        return new Decoded.Unknown(coding);
      }
      byte[] plain = stream.readNBytes(max + 1);
      return plain.length > max ? new Decoded.TooLarge(max) : new Decoded.Plain(plain);
    } catch (IOException e) {
      return new Decoded.Broken("is no " + coding + ": " + e.getMessage());
    }
  }

  private static @org.jspecify.annotations.Nullable InputStream stream(byte[] body, String coding)
      throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(body));
      case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(body));
      default -> null;
    };
  }
}
