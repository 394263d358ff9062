package banyan.platform.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on a line, written member by member (RFC 8259): texts are escaped as far as they
 * must be, lone surrogates become {@code ?}. Nearly all log text is ASCII, for which this costs a
 * copy; a general writer costs more than all else that a request's line takes. For one thread.
 */
final class JsonLine {
  private static final int BYTES_USUAL = 768;
  private static final String HEX = "0123456789abcdef";
  private static final int LETTER_BYTES_MAX = 6;

  private byte[] bytes = new byte[BYTES_USUAL];
  private int length;

  JsonLine() {
    bytes[length++] = '{';
  }

  void text(String name, @Nullable String value) {
    name(name);
    string(value == null ? "" : value);
  }

  void number(String name, long value) {
    name(name);
    plain(Long.toString(value));
  }

  void flag(String name, boolean value) {
    name(name);
    plain(Boolean.toString(value));
  }

  void nothing(String name) {
    name(name);
    plain("null");
  }

  /** The finished line with its end; nothing can be added behind it. */
  byte[] end() {
    reserve(2);
    bytes[length++] = '}';
    bytes[length++] = '\n';
    return Arrays.copyOf(bytes, length);
  }

  private void name(String name) {
    if (length > 1) {
      plain(",");
    }
    string(name);
    plain(":");
  }

  private void string(String text) {
    reserve(text.length() * LETTER_BYTES_MAX + 2);
    bytes[length++] = '"';
    int plain = plainPrefix(text);
    for (int at = plain; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter >= 0x80) {
        beyondAscii(text.substring(at));
        break;
      }
      ascii(letter);
    }
    bytes[length++] = '"';
  }

  /** Writes the letters up to the first that is not itself in JSON; returns how many. */
  private int plainPrefix(String text) {
    byte[] out = bytes;
    int from = length;
    int at = 0;
    for (; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter < ' ' || letter >= 0x7F || letter == '"' || letter == '\\') {
        break;
      }
      out[from + at] = (byte) letter;
    }
    length = from + at;
    return at;
  }

  private void ascii(char letter) {
    switch (letter) {
      case '"', '\\' -> {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
      }
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (letter >= ' ') {
          bytes[length++] = (byte) letter;
        } else {
          escape('u');
          bytes[length++] = '0';
          bytes[length++] = '0';
          bytes[length++] = (byte) HEX.charAt(letter >> 4);
          bytes[length++] = (byte) HEX.charAt(letter & 0xF);
        }
      }
    }
  }

  private void escape(char letter) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) letter;
  }

  /** The rest of a text in UTF-8; what must be escaped is ASCII, and so one byte of its own. */
  private void beyondAscii(String rest) {
    for (byte octet : rest.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0) {
        ascii((char) octet);
      } else {
        bytes[length++] = octet;
      }
    }
  }

  private void plain(String text) {
    reserve(text.length());
    for (int at = 0; at < text.length(); at++) {
      bytes[length++] = (byte) text.charAt(at);
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
