package banyan.proxy.adapt;

import com.fasterxml.jackson.databind.JsonNode;

/** One edit of a JSON body. Edits are applied in their order, each to what the one before left. */
public sealed interface BodyEdit {
  /** Where it works. */
  JsonPlace at();

  /** The field gets another name in the same object, and keeps its place among the others. */
  record Rename(JsonPlace at, String to) implements BodyEdit {
    public Rename {
      if (to.isEmpty() || to.length() > JsonPlace.LENGTH_MAX) {
        throw new IllegalArgumentException("a field is renamed to a name, not to an empty text");
      }
    }
  }

  /**
   * The field goes elsewhere below the same array element, as the last of its new object; objects
   * that lack on the way are made, and what stood there is replaced.
   */
  record Move(JsonPlace at, JsonPlace to) implements BodyEdit {
    public Move {
      if (!at.prefix().equals(to.prefix())) {
        throw new IllegalArgumentException(
            "move '"
                + at
                + "' to '"
                + to
                + "': both must be the same up to the last '*'; a field stays in its element");
      }
      if (startsWith(to, at)) {
        throw new IllegalArgumentException(
            "move '" + at + "' to '" + to + "': a field cannot move into itself");
      }
    }

    private static boolean startsWith(JsonPlace place, JsonPlace start) {
      return place.names().size() >= start.names().size()
          && place.names().subList(0, start.names().size()).equals(start.names());
    }
  }

  /** The field gets a value where its object is there and has no such field; null is a value. */
  record Default(JsonPlace at, JsonNode value) implements BodyEdit {}

  /** The field has this value, whatever it had; objects that lack on the way are made. */
  record Constant(JsonPlace at, JsonNode value) implements BodyEdit {}

  /** The field goes. */
  record Drop(JsonPlace at) implements BodyEdit {}

  /** The field's value becomes one of another type; null and what is absent stay. */
  record Convert(JsonPlace at, Type to) implements BodyEdit {}

  /** What a value can be converted to, without losing anything. */
  enum Type {
    STRING,
    NUMBER,
    BOOLEAN
  }
}
