package banyan.proxy.adapt;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Translates a JSON body by a list of edits. A pure function of the body: the same body gives the
 * same bytes. Immutable.
 *
 * @param edits applied in this order
 */
public record BodyMapping(List<BodyEdit> edits) implements BodyTranslation {
  /** More edits in one mapping are refused. */
  public static final int EDITS_MAX = 100;

  /** A mapped body may be this much larger than the limit of what is read. */
  private static final int GROWTH = 4;

  public BodyMapping {
    edits = List.copyOf(edits);
  }

  /** Whether it leaves every body as it is. */
  public boolean isEmpty() {
    return edits.isEmpty();
  }

  @Override
  public Result apply(byte[] body, int bytesMax) {
    return editing(body, bytesMax, root -> edits.forEach(edit -> apply(edit, root)));
  }

  /** Reads a body, edits the tree in place and writes it. */
  static Result editing(byte[] body, int bytesMax, Consumer<JsonNode> edit) {
    try {
      JsonNode root = JsonBody.read(body);
      edit.accept(root);
      return new Result.Mapped(JsonBody.write(root, bytesMax * GROWTH));
    } catch (Misfit e) {
      return new Result.Misfit(e.place, e.reason);
    } catch (JsonProcessingException e) {
      return new Result.Malformed(e.getOriginalMessage() + place(e.getLocation()));
    } catch (IOException e) {
      return new Result.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static void apply(BodyEdit edit, JsonNode root) {
    forEach(root, edit.at().prefix(), 0, element -> applyWithin(edit, element));
  }

  /** Visits what the prefix names: every element of every array on the way. */
  static void forEach(
      @Nullable JsonNode node, List<JsonPlace.Step> prefix, int step, Consumer<JsonNode> visit) {
    if (node == null) {
      return;
    }
    if (step == prefix.size()) {
      visit.accept(node);
      return;
    }
    switch (prefix.get(step)) {
      case JsonPlace.Step.Name(String name) -> forEach(node.get(name), prefix, step + 1, visit);
      case JsonPlace.Step.Every() -> {
        if (node instanceof ArrayNode array) {
          array.forEach(element -> forEach(element, prefix, step + 1, visit));
        }
      }
    }
  }

  private static void applyWithin(BodyEdit edit, JsonNode element) {
    switch (edit) {
      case BodyEdit.Rename(JsonPlace at, String to) -> rename(find(element, at), at.field(), to);
      case BodyEdit.Move(JsonPlace at, JsonPlace to) -> move(element, at, to);
      case BodyEdit.Drop(JsonPlace at) -> {
        ObjectNode object = find(element, at);
        if (object != null) {
          object.remove(at.field());
        }
      }
      case BodyEdit.Default(JsonPlace at, JsonNode value) -> {
        ObjectNode object = find(element, at);
        if (object != null && !object.has(at.field())) {
          object.set(at.field(), value.deepCopy());
        }
      }
      case BodyEdit.Constant(JsonPlace at, JsonNode value) ->
          make(element, at).set(at.field(), value.deepCopy());
      case BodyEdit.Convert(JsonPlace at, BodyEdit.Type to) -> convert(find(element, at), at, to);
    }
  }

  private static void rename(@Nullable ObjectNode object, String from, String to) {
    if (object == null || !object.has(from) || from.equals(to)) {
      return;
    }
    Map<String, JsonNode> renamed = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equals(from)) {
        renamed.put(to, field.getValue());
      } else if (!field.getKey().equals(to)) {
        renamed.put(field.getKey(), field.getValue());
      }
    }
    object.removeAll();
    object.setAll(renamed);
  }

  private static void move(JsonNode element, JsonPlace at, JsonPlace to) {
    ObjectNode from = find(element, at);
    if (from == null || !from.has(at.field())) {
      return;
    }
    JsonNode value = from.remove(at.field());
    ObjectNode target = make(element, to);
    target.remove(to.field());
    target.set(to.field(), value);
  }

  private static void convert(@Nullable ObjectNode object, JsonPlace at, BodyEdit.Type to) {
    JsonNode value = object == null ? null : object.get(at.field());
    if (object == null || value == null || value.isNull()) {
      return;
    }
    JsonNode converted =
        switch (to) {
          case STRING -> toText(value);
          case NUMBER -> toNumber(value);
          case BOOLEAN -> toFlag(value);
        };
    if (converted == null) {
      throw new Misfit(at.text(), "cannot become a " + to.name().toLowerCase(Locale.ROOT));
    }
    object.set(at.field(), converted);
  }

  private static @Nullable JsonNode toText(JsonNode value) {
    if (value.isTextual()) {
      return value;
    }
    if (value.isBoolean()) {
      return TextNode.valueOf(value.asText());
    }
    return JsonNumber.lexeme(value).map(TextNode::valueOf).orElse(null);
  }

  private static @Nullable JsonNode toNumber(JsonNode value) {
    if (JsonNumber.lexeme(value).isPresent()) {
      return value;
    }
    return value.isTextual() ? JsonNumber.parse(value.asText()).orElse(null) : null;
  }

  private static @Nullable JsonNode toFlag(JsonNode value) {
    if (value.isBoolean()) {
      return value;
    }
    return switch (value.isTextual() ? value.asText() : "") {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> null;
    };
  }

  /** The object that holds, or may hold, the field; null where there is none. */
  static @Nullable ObjectNode find(JsonNode element, JsonPlace place) {
    JsonNode node = element;
    for (String name : place.parents()) {
      node = node == null ? null : node.get(name);
    }
    return node instanceof ObjectNode object ? object : null;
  }

  /** The object that shall hold the field, made where it lacks. */
  private static ObjectNode make(JsonNode element, JsonPlace place) {
    if (!(element instanceof ObjectNode object)) {
      throw new Misfit(place.text(), "is looked for in a value that is no object");
    }
    for (String name : place.parents()) {
      JsonNode next = object.get(name);
      if (next == null || next.isNull()) {
        next = JsonNodeFactory.instance.objectNode();
        object.set(name, next);
      }
      if (!(next instanceof ObjectNode child)) {
        throw new Misfit(place.text(), "has no room: '" + name + "' is there and is no object");
      }
      object = child;
    }
    return object;
  }

  /** What came of a body. */
  public sealed interface Result {
    record Mapped(byte[] body) implements Result {}

    /** It is no JSON, or more than may be read. */
    record Malformed(String reason) implements Result {}

    /** It is JSON, and an edit does not fit it. */
    record Misfit(String place, String reason) implements Result {}
  }

  /** Thrown through the edits to the one place that catches it. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String place;
    private final String reason;

    Misfit(String place, String reason) {
      super(reason, null, false, false);
      this.place = place;
      this.reason = reason;
    }
  }
}
