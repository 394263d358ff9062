package banyan.platform.http;

import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of URIs (RFC 3986 section 2.1), read strictly. */
final class PercentCoding {
  private PercentCoding() {}

  /** A query's name or value: {@code +} is a space. */
  static String decodeQuery(String raw) {
    return decode(raw.replace('+', ' '), "query");
  }

  /**
   * The text behind {@code raw}. Fails with {@code malformed-request} on a broken escape or bytes
   * that are no UTF-8.
   */
  static String decode(String raw, String where) {
    if (raw.indexOf('%') < 0 && raw.chars().allMatch(c -> c < 0x80)) {
      return raw;
    }
    var bytes = new ByteArrayOutputStream(raw.length());
    byte[] encoded = raw.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.write(encoded[i]);
        continue;
      }
      bytes.write(octet(encoded, i, where));
      i += 2;
    }
    try {
      return utf8(bytes.toByteArray());
    } catch (CharacterCodingException e) {
      throw malformed("the " + where + " holds escaped bytes that are not UTF-8");
    }
  }

  /** Text from bytes, refusing what is no UTF-8. */
  static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  static Failure malformed(String detail) {
    return Failure.client(Problem.of(Problems.MALFORMED_REQUEST, detail));
  }

  private static int octet(byte[] encoded, int percent, String where) {
    if (percent + 2 < encoded.length) {
      int high = Character.digit(encoded[percent + 1], 16);
      int low = Character.digit(encoded[percent + 2], 16);
      if (high >= 0 && low >= 0) {
        return high * 16 + low;
      }
    }
    throw malformed("the " + where + " holds a '%' that is not followed by two hex digits");
  }
}
