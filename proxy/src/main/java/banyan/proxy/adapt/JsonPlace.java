package banyan.proxy.adapt;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a JSON document: a pointer (RFC 6901) that ends in the name of a field, and in which
 * {@code *} stands for every element of an array: {@code /items/*}{@code /price/amount}.
 *
 * @param text as written
 * @param prefix the steps up to the last {@code *}, that one included; empty where there is none
 * @param names the names behind it, at least one; none of them is {@code *}
 */
public record JsonPlace(String text, List<Step> prefix, List<String> names) {
  /** Longer places are refused. */
  static final int LENGTH_MAX = 512;

  /** More steps in one place are refused. */
  static final int STEPS_MAX = 32;

  public JsonPlace {
    prefix = List.copyOf(prefix);
    names = List.copyOf(names);
  }

  /** Reads a place; throws IllegalArgumentException whose message says what would be right. */
  public static JsonPlace parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("place '" + text + "': write it as /field or /items/*/id");
    }
    String[] parts = text.substring(1).split("/", -1);
    if (text.length() > LENGTH_MAX || parts.length > STEPS_MAX) {
      throw new IllegalArgumentException(
          "a place has at most " + STEPS_MAX + " steps and " + LENGTH_MAX + " characters");
    }
    List<Step> steps = new ArrayList<>();
    int stars = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isEvery = parts[i].equals("*");
      steps.add(isEvery ? new Step.Every() : new Step.Name(unescape(text, parts[i])));
      stars = isEvery ? i + 1 : stars;
    }
    if (stars == parts.length) {
      throw new IllegalArgumentException(
          "place '" + text + "': it must end in the name of a field, not in '*'");
    }
    List<String> names = new ArrayList<>();
    for (Step step : steps.subList(stars, steps.size())) {
      if (step instanceof Step.Name(String name)) {
        names.add(name);
      }
    }
    return new JsonPlace(text, steps.subList(0, stars), names);
  }

  /** The last name: the field itself. */
  String field() {
    return names.getLast();
  }

  /** The names of the objects around the field, behind the prefix. */
  List<String> parents() {
    return names.subList(0, names.size() - 1);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String unescape(String text, String part) {
    if (part.replace("~0", "").replace("~1", "").contains("~")) {
      throw new IllegalArgumentException(
          "place '" + text + "': write '~' as ~0 and '/' inside a name as ~1 (RFC 6901)");
    }
    return part.replace("~1", "/").replace("~0", "~");
  }

  /** One step of a place. */
  public sealed interface Step {
    record Name(String name) implements Step {}

    record Every() implements Step {}
  }
}
