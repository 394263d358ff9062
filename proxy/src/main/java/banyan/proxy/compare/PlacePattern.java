package banyan.proxy.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pointer (RFC 6901) in which {@code *} is every element of an array, or every field of an
 * object: {@code /items/*}{@code /price}. The empty text is the whole body.
 *
 * @param text as written
 * @param steps unescaped; null for {@code *}
 */
public record PlacePattern(String text, List<@Nullable String> steps) {
  /** Longer patterns are refused. */
  public static final int LENGTH_MAX = 512;

  /** Reads a pattern; throws IllegalArgumentException whose message says what would be right. */
  public static PlacePattern parse(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a place has at most " + LENGTH_MAX + " characters");
    }
    if (text.isEmpty()) {
      return new PlacePattern(text, List.of());
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("place '" + text + "': write it as /field or /items/*/id");
    }
    List<@Nullable String> steps = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      if (part.replace("~0", "").replace("~1", "").contains("~")) {
        throw new IllegalArgumentException(
            "place '" + text + "': write '~' as ~0 and '/' inside a name as ~1 (RFC 6901)");
      }
      if (part.equals("**")) {
        throw new IllegalArgumentException(
            "place '" + text + "': a rule names its places; '*' is one step, there is no '**'");
      }
      steps.add(part.equals("*") ? null : part.replace("~1", "/").replace("~0", "~"));
    }
    return new PlacePattern(text, java.util.Collections.unmodifiableList(steps));
  }

  boolean matches(Place place) {
    Place at = place;
    for (int i = steps.size() - 1; i >= 0; i--) {
      String step = steps.get(i);
      if (at.parent() == null || (step != null && !step.equals(at.step()))) {
        return false;
      }
      at = at.parent();
    }
    return at.parent() == null && !at.isHeader();
  }
}
