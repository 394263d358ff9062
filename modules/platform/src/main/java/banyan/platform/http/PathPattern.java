package banyan.platform.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template of a path, {@code {x}} being one segment, and the reading of its parameters.
 *
 * @param segments as written, braces included
 */
record PathPattern(List<String> segments) {
  /**
   * The order in which templates are tried: a fixed segment goes before an open one, from the left.
   */
  static final Comparator<PathPattern> MOST_FIXED_FIRST = PathPattern::compare;

  static PathPattern of(String template) {
    return new PathPattern(List.of(template.substring(1).split("/", -1)));
  }

  /** The names of the open segments, from the left. */
  List<String> names() {
    return segments.stream().filter(PathPattern::isOpen).map(PathPattern::name).toList();
  }

  /**
   * The decoded parameters of a path that matches.
   *
   * @param rawPath still percent-encoded
   */
  Map<String, String> parameters(String rawPath) {
    String[] raw = rawPath.substring(1).split("/", -1);
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      if (isOpen(segments.get(i))) {
        String value = PercentCoding.decode(raw[i], "path");
        if (value.indexOf('/') >= 0) {
          throw PercentCoding.malformed("the path holds an escaped '/'");
        }
        parameters.put(name(segments.get(i)), value);
      }
    }
    return parameters;
  }

  private static int compare(PathPattern a, PathPattern b) {
    List<Integer> left = a.openness();
    List<Integer> right = b.openness();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        return left.get(i) - right.get(i);
      }
    }
    return left.size() - right.size();
  }

  private List<Integer> openness() {
    var openness = new ArrayList<Integer>();
    segments.forEach(segment -> openness.add(isOpen(segment) ? 1 : 0));
    return openness;
  }

  private static boolean isOpen(String segment) {
    return segment.startsWith("{");
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }
}
