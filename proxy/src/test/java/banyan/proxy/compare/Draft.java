package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** An answer while it is made: a tree, fields, and how the tree will be written. */
final class Draft {
  private final Shape shape;
  int status = 200;
  final List<RecordedField> fields = new ArrayList<>();
  JsonNode body;
  final Writing writing = new Writing();
  String coding = "";
  int bytesCut;

  Draft(Shape shape) {
    this.shape = shape;
    this.body = read(shape.body());
    field("Content-Type", shape.contentType());
    field("Cache-Control", "private, max-age=60");
    field("Date", "Sat, 21 Nov 2026 12:00:00 GMT");
    field("Server", "legacy/1.0");
    field("ETag", "\"7\"");
    field("Last-Modified", "Sat, 21 Nov 2026 11:00:00 GMT");
    field("Set-Cookie", "session=8f14e45fceea167a5a36; Path=/; HttpOnly");
    field("Vary", "Accept");
    field("X-Request-Id", "a-1");
    field("Link", "<http://legacy.example:9000/api/terms>; rel=\"terms\"");
  }

  Shape shape() {
    return shape;
  }

  void field(String name, String value) {
    fields.add(new RecordedField(name, value));
  }

  void setField(String name, String value) {
    removeField(name);
    field(name, value);
  }

  void removeField(String name) {
    fields.removeIf(field -> field.name().equalsIgnoreCase(name));
  }

  boolean has(String pointer) {
    return !body.at(pointer).isMissingNode();
  }

  JsonNode at(String pointer) {
    return body.at(pointer);
  }

  ArrayNode list(String pointer) {
    return (ArrayNode) body.at(pointer);
  }

  void set(String pointer, String json) {
    set(pointer, read(json));
  }

  void set(String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = body.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    switch (parent) {
      case ObjectNode object -> object.set(name, value);
      case ArrayNode array -> array.set(Integer.parseInt(name), value);
      default -> throw new IllegalArgumentException(pointer);
    }
  }

  void remove(String pointer) {
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) body.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
  }

  /** Changes every text of the body, and of the fields that are compared. */
  void eachText(UnaryOperator<String> change) {
    body = changed(body, change);
    fields.replaceAll(field -> new RecordedField(field.name(), change.apply(field.value())));
  }

  RecordedAnswer answer() {
    byte[] plain = shape.write(body, writing).getBytes(StandardCharsets.UTF_8);
    byte[] sent = coded(java.util.Arrays.copyOf(plain, plain.length - bytesCut));
    List<RecordedField> all = new ArrayList<>(fields);
    if (!coding.isEmpty()) {
      all.add(new RecordedField("Content-Encoding", coding));
    }
    all.add(new RecordedField("Content-Length", Integer.toString(sent.length)));
    return new RecordedAnswer(status, all, sent);
  }

  private byte[] coded(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream =
        switch (coding) {
          case "gzip" -> new GZIPOutputStream(bytes);
          case "deflate" -> new DeflaterOutputStream(bytes);
          default -> bytes;
        }) {
      stream.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
    switch (node) {
      case ObjectNode object ->
          object.properties().forEach(field -> field.setValue(changed(field.getValue(), change)));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, changed(array.get(i), change));
        }
      }
      case TextNode text -> {
        return TextNode.valueOf(change.apply(text.textValue()));
      }
      default -> {
        // Numbers, flags and null have no text.
      }
    }
    return node;
  }

  static JsonNode read(String json) {
    try {
      return JsonBody.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
