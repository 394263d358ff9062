package banyan.proxy.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way to write a JSON value (RFC 8785), for values whose numbers are whole: no space,
 * members in the order of their names' UTF-16 code units, the shortest escapes, UTF-8. Two values
 * are equal exactly when their bytes are.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException for a number that is not whole or beyond 2^53, and for half a
   *     surrogate pair
   */
  static byte[] bytes(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text holds half a surrogate pair", e);
    }
  }

  private static void write(JsonNode value, StringBuilder text) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, text);
      case ARRAY -> writeArray(value, text);
      case STRING -> writeString(value.textValue(), text);
      case NUMBER -> writeNumber(value, text);
      case BOOLEAN, NULL -> text.append(value.asText());
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no value of JSON: " + value.getNodeType());
    }
  }

  private static void writeObject(JsonNode object, StringBuilder text) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    // The order of String is that of its UTF-16 code units.
    names.sort(null);
    char before = '{';
    for (String name : names) {
      text.append(before);
      writeString(name, text);
      text.append(':');
      write(object.path(name), text);
      before = ',';
    }
    text.append(names.isEmpty() ? "{}" : "}");
  }

  private static void writeArray(JsonNode array, StringBuilder text) {
    char before = '[';
    for (JsonNode each : array) {
      text.append(before);
      write(each, text);
      before = ',';
    }
    text.append(array.isEmpty() ? "[]" : "]");
  }

  private static void writeNumber(JsonNode number, StringBuilder text) {
    if (!number.isIntegralNumber()
        || !number.canConvertToLong()
        || Math.absExact(number.longValue()) > Certificate.COUNT_MAX) {
      throw new IllegalArgumentException(
          "the number " + number.asText() + " is not whole, or beyond 2^53");
    }
    text.append(number.longValue());
  }

  private static void writeString(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (character < ' ') {
            text.append("\\u%04x".formatted((int) character));
          } else {
            text.append(character);
          }
        }
      }
    }
    text.append('"');
  }
}
