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

  /** Begins a place in the body that may hold a number. */
  String NUMBER_WORD = "number ";

  /** Whether a reference stands there, and the handle in that. */
  boolean isLink();

  /** A value of a JSON body. */
  record InBody(JsonPlace place, Holding holding) implements MintingPlace {
    @Override
    public boolean isLink() {
      return holding == Holding.LINK;
    }
  }

  /** What stands at a place of a body. */
  enum Holding {
    TEXT,
    /** A text that is a reference. */
    LINK,
    /** A text or a number, which becomes a text when it gets a mark. */
    NUMBER
  }

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
   * Reads {@code /nextCursor}, {@code number /next}, {@code link /links/next} or {@code header
   * Link}; throws IllegalArgumentException that says what would be right.
   */
  static MintingPlace parse(String text) {
    if (text.startsWith(FIELD_WORD)) {
      return new InField(FieldEdits.checkName(text.substring(FIELD_WORD.length()).strip()));
    }
    if (text.startsWith(LINK_WORD)) {
      return inBody(text, LINK_WORD, Holding.LINK);
    }
    return text.startsWith(NUMBER_WORD)
        ? inBody(text, NUMBER_WORD, Holding.NUMBER)
        : inBody(text, "", Holding.TEXT);
  }

  private static MintingPlace inBody(String text, String word, Holding holding) {
    String place = text.substring(word.length()).strip();
    if (!place.startsWith("/")) {
      throw new IllegalArgumentException(
          "place '"
              + text
              + "': write /nextCursor, number /next, link /links/next, or header Link for a field"
              + " of the answer");
    }
    return new InBody(JsonPlace.parse(place), holding);
  }
}
