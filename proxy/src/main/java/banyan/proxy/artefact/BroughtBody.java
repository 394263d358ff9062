package banyan.proxy.artefact;

import banyan.proxy.adapt.BodyMapping.Result;
import banyan.proxy.adapt.TextEdits;
import banyan.proxy.route.Handle.Carrier.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The whole JSON body of a request, in which handles stand. What is no JSON, or has something else
 * than a text or a number where a handle should be, has none: that is for the side to refuse. Its
 * bytes never change; what was found in them once is kept. One thread.
 */
final class BroughtBody {
  private final byte[] bytes;
  private final Map<Member, List<String>> found = new HashMap<>();

  /**
   * @param bytes the body, within the limit of bodies that are held; nobody changes them
   */
  BroughtBody(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The handles at a place; an empty text is none. */
  List<String> texts(Member at) {
    return found.computeIfAbsent(at, this::find);
  }

  private List<String> find(Member at) {
    List<String> texts = new ArrayList<>();
    Result result =
        apply(
            at,
            text -> {
              if (!text.isEmpty()) {
                texts.add(text);
              }
              return text;
            });
    return result instanceof Result.Mapped ? texts : List.of();
  }

  /** The body with other texts at a place; this one where none is another. */
  BroughtBody edited(Member at, UnaryOperator<String> edit) {
    if (texts(at).stream().allMatch(text -> edit.apply(text).equals(text))) {
      return this;
    }
    return apply(at, edit) instanceof Result.Mapped(byte[] edited) && !Arrays.equals(edited, bytes)
        ? new BroughtBody(edited)
        : this;
  }

  private Result apply(Member at, UnaryOperator<String> edit) {
    var edits = new TextEdits(Map.of(at.place(), new TextEdits.Edit(edit, true, at.isNumber())));
    return edits.apply(bytes, bytes.length);
  }
}
