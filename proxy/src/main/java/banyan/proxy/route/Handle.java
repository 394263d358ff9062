package banyan.proxy.route;

import banyan.proxy.adapt.JsonPlace;
import java.util.List;

/**
 * A text that one side mints and only that side understands. Immutable.
 *
 * @param carrier where requests bring it
 * @param places where answers have it, 1 to {@value #PLACES_MAX}
 */
public record Handle(Kind kind, Carrier carrier, List<MintingPlace> places) {
  /** More places of one handle are refused. */
  public static final int PLACES_MAX = 8;

  public Handle {
    places = List.copyOf(places);
  }

  /** What a handle stands for. */
  public enum Kind {
    /** A place in a list. */
    CURSOR("cursor"),
    /** Something that is sent in several requests. */
    UPLOAD("upload id");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Lower-case, for people. */
    public String word() {
      return word;
    }
  }

  /** Where requests bring a handle. */
  public sealed interface Carrier {
    /** A parameter of the query, by its name as it stands on the wire. */
    record Parameter(String name) implements Carrier {}

    /**
     * A segment of the path.
     *
     * @param segment the one open segment of the template, counted from 0
     */
    record Segment(PathTemplate template, int segment) implements Carrier {}

    /**
     * A member of a JSON body.
     *
     * @param isNumber whether what stands there without its mark is a number where it can be one
     */
    record Member(JsonPlace place, boolean isNumber) implements Carrier {}
  }
}
