package banyan.proxy.adapt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * JSON bodies as trees whose numbers keep their lexemes, so that {@code 1.0} never becomes {@code
 * 1} and no digit is lost. The input is hostile: depth, size, numbers and names are limited, and a
 * name that stands twice in one object is refused (RFC 8259 sections 4 and 9).
 */
public final class JsonBody {
  public static final int DEPTH_MAX = 64;

  /** Objects, arrays and values in one body. */
  public static final int NODES_MAX = 200_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(JsonNumber.LENGTH_MAX)
                  .build())
          .build();
  private static final ObjectMapper WRITER = new ObjectMapper(JSON);

  private JsonBody() {}

  /** Whether a body is JSON by its type; its encoding is UTF-8 by RFC 8259 section 8.1. */
  public static boolean isNamedBy(HttpFields fields) {
    String type = fields.get(HttpHeader.CONTENT_TYPE);
    if (type == null) {
      return false;
    }
    int parameters = type.indexOf(';');
    String name =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    return name.equals("application/json") || name.endsWith("+json");
  }

  /** Reads a whole body. Throws IOException, with a message for people, when it is no JSON. */
  public static JsonNode read(byte[] bytes) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw new IOException("the body is empty");
      }
      JsonNode root = readTree(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the end of the JSON value");
      }
      return root;
    }
  }

  /** Writes a tree; throws IOException when it takes more than {@code bytesMax} bytes. */
  public static byte[] write(JsonNode root, int bytesMax) throws IOException {
    var bytes = new LimitedBytes(bytesMax);
    try (JsonGenerator generator = JSON.createGenerator(bytes)) {
      WRITER.writeTree(generator, root);
    }
    return bytes.toByteArray();
  }

  /** Without recursion: a deep body costs a list, not the stack. */
  private static JsonNode readTree(JsonParser parser) throws IOException {
    Deque<JsonNode> open = new ArrayDeque<>();
    int nodes = 0;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME) {
        continue;
      }
      if (token.isStructEnd()) {
        JsonNode closed = open.pop();
        if (open.isEmpty()) {
          return closed;
        }
        continue;
      }
      if (++nodes > NODES_MAX) {
        throw new IOException("the body has more than " + NODES_MAX + " values");
      }
      JsonNode node = nodeOf(parser, token);
      attach(open.peek(), parser, node);
      if (token.isStructStart()) {
        open.push(node);
      } else if (open.isEmpty()) {
        return node;
      }
    }
    throw new IOException("the body ends too early");
  }

  private static JsonNode nodeOf(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.of(parser.getText());
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.instance;
      case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected " + token);
    };
  }

  private static void attach(@Nullable JsonNode parent, JsonParser parser, JsonNode node)
      throws IOException {
    switch (parent) {
      case ObjectNode object -> object.set(parser.currentName(), node);
      case ArrayNode array -> array.add(node);
      case null, default -> {
        // The root has no parent.
      }
    }
  }

  /** Bytes up to a limit. */
  private static final class LimitedBytes extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int max;

    LimitedBytes(int max) {
      this.max = max;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      if (bytes.size() + length > max) {
        throw new IOException("the mapped body has more than " + max + " bytes");
      }
      bytes.write(block, offset, length);
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }
}
