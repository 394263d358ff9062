package banyan.proxy.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that two answers say differently. Values are excerpts of at most {@value
 * Excerpt#LENGTH_MAX} characters.
 */
public sealed interface Difference {
  /** {@code status}, {@code header NAME}, {@code body}, or a pointer into the body (RFC 6901). */
  String place();

  /** The word that outputs and rules have for this kind. */
  String kind();

  /** One line for people, without the place. */
  String text();

  /** The place with {@code *} for every index. */
  default String template() {
    return Indices.PATTERN.matcher(place()).replaceAll("/*");
  }

  /** What programs read: kind, place, and what the kind has beside them. */
  default Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind());
    json.put("place", place());
    switch (this) {
      case Status(int from, int to) -> put(json, from, to);
      case Header(String _, String from, String to) -> put(json, from, to);
      case Missing(String _, String value) -> put(json, value, null);
      case Extra(String _, String value) -> put(json, null, value);
      case Type(String _, String from, String to) -> put(json, from, to);
      case Value(String _, String from, String to, String why) -> {
        put(json, from, to);
        json.put("why", why);
      }
      case Order(String _, String by) -> json.put("why", by);
      case Event(String _, boolean isLost, String value) ->
          put(json, isLost ? value : null, isLost ? null : value);
      case Bytes(long offset, long fromBytes, long toBytes) -> {
        put(json, fromBytes, toBytes);
        json.put("offset", offset);
      }
      case Planned(String _, String change) -> json.put("why", change);
    }
    json.put("text", text());
    return json;
  }

  private static void put(Map<String, Object> json, @Nullable Object from, @Nullable Object to) {
    if (from != null) {
      json.put("from", from);
    }
    if (to != null) {
      json.put("to", to);
    }
  }

  /** The same difference with a reason, where its kind has one. */
  default Difference because(String why) {
    return this instanceof Value(String place, String from, String to, String _)
        ? new Value(place, from, to, why)
        : this;
  }

  /** The status codes differ. */
  record Status(int from, int to) implements Difference {
    @Override
    public String place() {
      return "status";
    }

    @Override
    public String kind() {
      return "status";
    }

    @Override
    public String text() {
      return from + " became " + to;
    }
  }

  /** A header field lacks, is too many, or has another value. */
  record Header(String name, @Nullable String from, @Nullable String to) implements Difference {
    @Override
    public String place() {
      return "header " + name;
    }

    @Override
    public String kind() {
      return "header";
    }

    @Override
    public String text() {
      if (from == null) {
        return "is new: " + to;
      }
      return to == null ? "lacks; it was " + from : from + " became " + to;
    }
  }

  /** A field or an element of {@code from} is not in {@code to}; the place is that in from. */
  record Missing(String place, String value) implements Difference {
    @Override
    public String kind() {
      return "missing";
    }

    @Override
    public String text() {
      return "lacks; it was " + value;
    }
  }

  /** A field or an element of {@code to} is not in {@code from}; the place is that in to. */
  record Extra(String place, String value) implements Difference {
    @Override
    public String kind() {
      return "extra";
    }

    @Override
    public String text() {
      return "is new: " + value;
    }
  }

  /** Two values of different JSON types. */
  record Type(String place, String from, String to) implements Difference {
    @Override
    public String kind() {
      return "type";
    }

    @Override
    public String text() {
      return from + " became " + to;
    }
  }

  /**
   * Two values of one type.
   *
   * @param why what makes this one no benign difference; may be empty
   */
  record Value(String place, String from, String to, String why) implements Difference {
    @Override
    public String kind() {
      return "value";
    }

    @Override
    public String text() {
      return from + " became " + to + (why.isEmpty() ? "" : " (" + why + ")");
    }
  }

  /**
   * The same elements in another order.
   *
   * @param by what made the order matter
   */
  record Order(String place, String by) implements Difference {
    @Override
    public String kind() {
      return "order";
    }

    @Override
    public String text() {
      return "has another order (" + by + ")";
    }
  }

  /** An event of a stream lacks or is too many. */
  record Event(String place, boolean isLost, String value) implements Difference {
    @Override
    public String kind() {
      return "event";
    }

    @Override
    public String text() {
      return (isLost ? "the event lacks: " : "the event is new: ") + value;
    }
  }

  /**
   * Bodies that are compared byte by byte.
   *
   * @param offset of the first byte that differs, after decoding
   */
  record Bytes(long offset, long fromBytes, long toBytes) implements Difference {
    @Override
    public String place() {
      return "body";
    }

    @Override
    public String kind() {
      return "bytes";
    }

    @Override
    public String text() {
      return "differs from byte %d on (%d bytes became %d)".formatted(offset, fromBytes, toBytes);
    }
  }

  /** A change that was planned and is not there. */
  record Planned(String place, String change) implements Difference {
    @Override
    public String kind() {
      return "planned";
    }

    @Override
    public String text() {
      return "was planned and is not there: " + change;
    }
  }

  /** The pattern of {@link #template}. */
  final class Indices {
    private static final Pattern PATTERN = Pattern.compile("/[0-9]+(?=/|$)");

    private Indices() {}
  }
}
