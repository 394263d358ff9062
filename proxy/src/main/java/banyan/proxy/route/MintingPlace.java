package banyan.proxy.route;

import banyan.proxy.adapt.FieldEdits;
import banyan.proxy.adapt.JsonPlace;
import java.util.Set;

/** Where an answer has a handle: the handle itself, or references in which it stands. */
public sealed interface MintingPlace {
  /** The fields that hold references (RFC 8288, RFC 9110 sections 8.7 and 10.2.2). */
  Set<String> LINK_FIELDS = Set.of("link", "location", "content-location");

  /** Begins a place that is a field of the answer. */
  String FIELD_WORD = "header ";

  /** Begins a place in the body whose text is a reference. */
  String LINK_WORD = "link ";

  /** Whether a reference stands there, and the handle in that. */
  boolean isLink();

  /** A text in a JSON body. */
  record InBody(JsonPlace place, boolean isLink) implements MintingPlace {}

  /**
   * A field.
   *
   * @param name in lower case
   */
  record InField(String name) implements MintingPlace {
    @Override
    public boolean isLink() {
      return LINK_FIELDS.contains(name);
    }
  }

  /**
   * Reads {@code /nextCursor}, {@code link /links/next} or {@code header Link}; throws
   * IllegalArgumentException that says what would be right.
   */
  static MintingPlace parse(String text) {
    if (text.startsWith(FIELD_WORD)) {
      return new InField(FieldEdits.checkName(text.substring(FIELD_WORD.length()).strip()));
    }
    boolean isLink = text.startsWith(LINK_WORD);
    String place = isLink ? text.substring(LINK_WORD.length()).strip() : text;
    if (!place.startsWith("/")) {
      throw new IllegalArgumentException(
          "place '"
              + text
              + "': write /nextCursor, link /links/next, or header Link for a field of the answer");
    }
    return new InBody(JsonPlace.parse(place), isLink);
  }
}
