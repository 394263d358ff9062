package banyan.proxy.route;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the paths of one template into those of another: what stood in {@code {name}} and behind
 * {@code /**} goes where the other template has the same. Immutable.
 *
 * @param from the template of the route
 * @param to the template that the other side knows
 */
public record PathRewrite(PathTemplate from, PathTemplate to) {
  /**
   * Throws IllegalArgumentException when {@code to} asks for more than {@code from} gives.
   *
   * @param from the template of the route
   * @param to the template that the other side knows
   */
  public PathRewrite {
    for (String name : names(to)) {
      if (!names(from).contains(name)) {
        throw new IllegalArgumentException(
            "path '" + to + "': {" + name + "} is not in the route's '" + from + "'");
      }
    }
    if (to.isPrefix() && !from.isPrefix()) {
      throw new IllegalArgumentException(
          "path '" + to + "' ends in /** and the route's '" + from + "' does not");
    }
  }

  /** The path that the other side knows; {@code path} matches {@link #from}. */
  public String rewrite(String path) {
    return translate(path, from, to);
  }

  /** The path that clients know, if this is one of the other side's and nothing of it is lost. */
  public Optional<String> back(String path) {
    boolean isLossless = names(from).equals(names(to)) && from.isPrefix() == to.isPrefix();
    return isLossless && path.startsWith("/") && to.matches(path)
        ? Optional.of(translate(path, to, from))
        : Optional.empty();
  }

  private static String translate(String path, PathTemplate known, PathTemplate wanted) {
    String[] parts = path.substring(1).split("/", -1);
    Map<String, String> open = new HashMap<>();
    for (int i = 0; i < known.segments().size(); i++) {
      if (known.segments().get(i) instanceof PathTemplate.Segment.Open(String name)) {
        open.put(name, parts[i]);
      }
    }
    StringBuilder written = new StringBuilder();
    for (PathTemplate.Segment segment : wanted.segments()) {
      written.append('/');
      switch (segment) {
        case PathTemplate.Segment.Fixed(String text) -> written.append(text);
        case PathTemplate.Segment.Open(String name) -> written.append(open.get(name));
      }
    }
    if (wanted.isPrefix()) {
      for (int i = known.segments().size(); i < parts.length; i++) {
        written.append('/').append(parts[i]);
      }
    }
    return written.isEmpty() ? "/" : written.toString();
  }

  private static Set<String> names(PathTemplate template) {
    Set<String> names = new HashSet<>();
    for (PathTemplate.Segment segment : template.segments()) {
      if (segment instanceof PathTemplate.Segment.Open(String name)) {
        names.add(name);
      }
    }
    return names;
  }
}
