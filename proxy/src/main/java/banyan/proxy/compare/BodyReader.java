package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a body by its coding and its media type: everything that has places becomes a tree. */
final class BodyReader {
  /** Larger bodies, after decoding, are not compared. */
  static final int BYTES_MAX = 16 << 20;

  private BodyReader() {}

  static Content read(RecordedAnswer answer) {
    var decoded = ContentCoding.decode(answer.body(), answer.field("content-encoding"), BYTES_MAX);
    return switch (decoded) {
      case ContentCoding.Decoded.Plain(byte[] body) ->
          read(body, MediaType.parse(answer.field("content-type")));
      case ContentCoding.Decoded.Unknown(String coding) ->
          new Content.Unread("the content coding '" + coding + "' is not spoken here");
      case ContentCoding.Decoded.TooLarge(int max) ->
          new Content.Unread("the body has more than " + max + " bytes");
      case ContentCoding.Decoded.Broken(String reason) ->
          new Content.Malformed(reason, answer.body());
    };
  }

  private static Content read(byte[] body, MediaType type) {
    if (body.length == 0) {
      return new Content.Binary(body);
    }
    if (type.isJson() || (type.type().isEmpty() && looksLikeJson(body))) {
      return readJson(body, type.isJson());
    }
    boolean hasLines = type.isText() || type.isJsonLines() || type.type().isEmpty();
    Optional<String> text = hasLines ? decode(body, type) : Optional.empty();
    if (text.isEmpty()) {
      return new Content.Binary(body);
    }
    try {
      return readText(text.get(), type);
    } catch (IOException e) {
      return malformed(e, body);
    }
  }

  private static Content readText(String text, MediaType type) throws IOException {
    if (type.isEvents()) {
      return new Content.Tree(EventStream.read(text), true, true);
    }
    if (type.isCsv()) {
      return new Content.Tree(CsvText.read(text), false, false);
    }
    if (type.isJsonLines()) {
      return new Content.Tree(jsonLines(text), false, false);
    }
    return new Content.Tree(lines(text), false, true);
  }

  private static Content readJson(byte[] body, boolean isTold) {
    try {
      return new Content.Tree(JsonBody.read(body), false, false);
    } catch (IOException e) {
      return isTold || isLimit(e) ? malformed(e, body) : new Content.Binary(body);
    }
  }

  private static Content malformed(IOException e, byte[] body) {
    String reason =
        e instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(e.getMessage());
    return isLimit(e)
        ? new Content.Unread("the body is not read: " + Excerpt.of(reason))
        : new Content.Malformed(Excerpt.of(reason), body);
  }

  /** Depth, length of numbers and names, number of values. */
  private static boolean isLimit(IOException e) {
    return e instanceof StreamConstraintsException
        || String.valueOf(e.getMessage()).contains("more than");
  }

  private static ArrayNode jsonLines(String text) throws IOException {
    ArrayNode documents = JsonNodeFactory.instance.arrayNode();
    for (String line : Lines.of(text)) {
      if (!line.isBlank()) {
        documents.add(JsonBody.read(line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return documents;
  }

  private static ArrayNode lines(String text) throws IOException {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    Lines.of(text).forEach(lines::add);
    return lines;
  }

  /** The text without a byte order mark; empty when the bytes are none. */
  private static Optional<String> decode(byte[] body, MediaType type) {
    try {
      String text = type.charset().newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static boolean looksLikeJson(byte[] body) {
    for (byte letter : body) {
      if (!Character.isWhitespace(letter)) {
        return letter == '{' || letter == '[';
      }
    }
    return false;
  }

  /** The value of a text that is JSON; the text where it is none. */
  static JsonNode jsonOrText(String text) throws IOException {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        return JsonBody.read(text.getBytes(StandardCharsets.UTF_8));
      } catch (JsonProcessingException e) {
        if (isLimit(e)) {
          throw e;
        }
      }
    }
    return JsonNodeFactory.instance.textNode(text);
  }
}
