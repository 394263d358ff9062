package banyan.proxy.adapt;

import banyan.proxy.adapt.BodyMapping.Result;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Edits of texts at places of a JSON body. A place that is not there, or is null, stays; one that
 * holds something else than a text does not fit. Where nothing changes, and of an empty body, the
 * very same bytes come out. Immutable.
 */
public record TextEdits(Map<JsonPlace, Edit> edits) implements BodyTranslation {
  /**
   * What is made of a text.
   *
   * @param takesNumbers whether a number is a text, too: its lexeme. Where that is edited, a text
   *     stands there then
   * @param makesNumbers whether a number stands there then, where the edited text spells one
   */
  public record Edit(UnaryOperator<String> edit, boolean takesNumbers, boolean makesNumbers) {
    /** An edit that makes texts. */
    public Edit(UnaryOperator<String> edit, boolean takesNumbers) {
      this(edit, takesNumbers, false);
    }

    private JsonNode node(String edited) {
      JsonNode text = TextNode.valueOf(edited);
      return makesNumbers ? JsonNumber.parse(edited).orElse(text) : text;
    }
  }

  public TextEdits {
    edits = Collections.unmodifiableMap(new LinkedHashMap<>(edits));
  }

  @Override
  public Result apply(byte[] body, int bytesMax) {
    if (body.length == 0) {
      return new Result.Mapped(body);
    }
    boolean[] isChanged = {false};
    Result result =
        BodyMapping.editing(
            body,
            bytesMax,
            root ->
                edits.forEach(
                    (place, edit) ->
                        BodyMapping.forEach(
                            root,
                            place.prefix(),
                            0,
                            element -> isChanged[0] |= applyAt(element, place, edit))));
    return result instanceof Result.Mapped && !isChanged[0] ? new Result.Mapped(body) : result;
  }

  private static boolean applyAt(JsonNode element, JsonPlace place, Edit edit) {
    ObjectNode object = BodyMapping.find(element, place);
    JsonNode value = object == null ? null : object.get(place.field());
    if (object == null || value == null || value.isNull()) {
      return false;
    }
    String text = text(value, place, edit.takesNumbers());
    String edited = edit.edit().apply(text);
    if (edited.equals(text)) {
      return false;
    }
    object.set(place.field(), edit.node(edited));
    return true;
  }

  private static String text(JsonNode value, JsonPlace place, boolean takesNumbers) {
    if (value.isTextual()) {
      return value.asText();
    }
    Optional<String> number = JsonNumber.lexeme(value);
    if (number.isEmpty()) {
      throw new BodyMapping.Misfit(place.text(), "holds no text, and nothing else can be marked");
    }
    if (!takesNumbers) {
      throw new BodyMapping.Misfit(
          place.text(), "holds a number; declare that it may: number " + place.text());
    }
    return number.get();
  }
}
