package banyan.proxy.artefact;

import banyan.proxy.adapt.JsonPlace;
import banyan.proxy.adapt.TextEdits;
import banyan.proxy.route.Artefacts;
import banyan.proxy.route.Handle;
import banyan.proxy.route.MintingPlace;
import banyan.proxy.route.MintingPlace.Holding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The marks that one answer gets: on its validator, and on the handles where the route says they
 * are. Immutable.
 *
 * @param minting whose marks, the inner ones first; empty for an answer that stays as it is
 */
record AnswerMarks(Artefacts declared, List<Marks> minting) {
  /** The target of one link (RFC 8288 section 3). */
  private static final Pattern TARGET = Pattern.compile("<([^<>]*)>");

  AnswerMarks {
    minting = List.copyOf(minting);
  }

  static AnswerMarks of(Artefacts declared, List<Marks> minting) {
    return new AnswerMarks(declared, minting);
  }

  boolean isEmpty() {
    return minting.isEmpty();
  }

  /** Whether handles stand in the body. */
  boolean isInBody() {
    return !isEmpty()
        && declared.handles().stream()
            .flatMap(handle -> handle.places().stream())
            .anyMatch(MintingPlace.InBody.class::isInstance);
  }

  /** What the side must be asked for: a body that shall be edited comes whole and as plain text. */
  void prepare(HttpFields.Mutable request) {
    if (isInBody()) {
      request.put(HttpHeader.ACCEPT_ENCODING, "identity");
      request.remove(HttpHeader.RANGE);
      request.remove(HttpHeader.IF_RANGE);
    }
  }

  /**
   * Marks what the fields of an answer have.
   *
   * @param authority the host and port of the request; null for none
   */
  void mark(HttpFields.Mutable answer, @Nullable String authority) {
    if (isEmpty()) {
      return;
    }
    if (!declared.areValidatorsShared()) {
      markValidator(answer);
    }
    for (Handle handle : declared.handles()) {
      for (MintingPlace place : handle.places()) {
        if (place instanceof MintingPlace.InField(String name)) {
          edit(answer, name, text -> inField(name, text, handle, authority));
        }
      }
    }
    if (isInBody()) {
      answer.remove(HttpHeader.ACCEPT_RANGES);
    }
  }

  /** Marks what a JSON body has. */
  TextEdits edits(@Nullable String authority) {
    Map<JsonPlace, TextEdits.Edit> edits = new LinkedHashMap<>();
    for (Handle handle : declared.handles()) {
      for (MintingPlace place : handle.places()) {
        if (place instanceof MintingPlace.InBody(JsonPlace at, Holding holding)) {
          edits.put(at, edit(holding, handle, authority));
        }
      }
    }
    return new TextEdits(edits);
  }

  private TextEdits.Edit edit(Holding holding, Handle handle, @Nullable String authority) {
    return switch (holding) {
      case TEXT -> new TextEdits.Edit(text -> marked(text, handle), false);
      case NUMBER -> new TextEdits.Edit(text -> marked(text, handle), true);
      case LINK -> new TextEdits.Edit(text -> inLink(text, handle, authority), false);
    };
  }

  private void markValidator(HttpFields.Mutable answer) {
    String validator = answer.get(HttpHeader.ETAG);
    for (Marks marks : minting) {
      // What is no validator cannot be marked, and would count as one of the old side.
      validator = validator == null ? null : Validators.marked(marks, validator);
    }
    answer.remove(HttpHeader.ETAG);
    if (validator != null) {
      answer.put(HttpHeader.ETAG, validator);
    }
  }

  private static void edit(HttpFields.Mutable answer, String name, UnaryOperator<String> edit) {
    List<HttpField> fields = new ArrayList<>(answer.getFields(name));
    if (!fields.isEmpty()) {
      answer.remove(name);
      fields.forEach(field -> answer.add(field.getName(), edit.apply(value(field))));
    }
  }

  private static String value(HttpField field) {
    String value = field.getValue();
    return value == null ? "" : value;
  }

  private String inField(String name, String text, Handle handle, @Nullable String authority) {
    if (name.equals("link")) {
      return TARGET
          .matcher(text)
          .replaceAll(
              link ->
                  Matcher.quoteReplacement("<" + inLink(link.group(1), handle, authority) + ">"));
    }
    return MintingPlace.LINK_FIELDS.contains(name)
        ? inLink(text, handle, authority)
        : marked(text, handle);
  }

  private String inLink(String reference, Handle handle, @Nullable String authority) {
    return UriText.editReference(
        reference, authority, handle.carrier(), escaped -> markedEscaped(escaped, handle));
  }

  /** An empty text is no handle. */
  private String marked(String text, Handle handle) {
    String marked = text;
    for (Marks marks : minting) {
      marked = text.isEmpty() ? text : marks.marked(handle.kind().word(), marked);
    }
    return marked;
  }

  private String markedEscaped(String escaped, Handle handle) {
    String plain = UriText.decoded(escaped);
    String marked = marked(plain, handle);
    // A mark needs no escapes, so that it stands in front of the text as it was escaped.
    return marked.substring(0, marked.length() - plain.length()) + escaped;
  }
}
