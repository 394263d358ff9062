package banyan.proxy.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A path with open places: {@code {name}} is one non-empty segment, {@code /**} at the end is zero
 * or more segments, the empty one behind a closing slash included. Everything else stands for
 * itself, the closing slash too.
 *
 * @param text as written
 * @param segments the fixed and open segments, without the closing {@code **}
 * @param isPrefix whether it ends in {@code /**}
 */
public record PathTemplate(String text, List<Segment> segments, boolean isPrefix) {
  /** More segments in one template are refused; it bounds the depth of every look-up. */
  public static final int SEGMENTS_MAX = 32;

  /** Longer templates are refused. */
  public static final int LENGTH_MAX = 1024;

  private static final Pattern OPEN = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_-]*}");

  /** The characters of a path segment (RFC 3986 section 3.3) in normal form. */
  private static final Pattern FIXED =
      Pattern.compile("([A-Za-z0-9._~!$&'()+,=:@-]|%[0-9A-F][0-9A-F])*");

  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /** Reads a template; throws IllegalArgumentException whose message says what would be right. */
  public static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("path '" + text + "': start it with '/'");
    }
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("path: use at most " + LENGTH_MAX + " characters");
    }
    boolean isPrefix = text.endsWith("/**");
    String plain = isPrefix ? text.substring(0, text.length() - "/**".length()) : text;
    List<Segment> segments = isPrefix && plain.isEmpty() ? List.of() : parseSegments(text, plain);
    return new PathTemplate(text, segments, isPrefix);
  }

  /** Whether it is the template of this normalised path. */
  public boolean matches(String path) {
    String[] parts = path.substring(1).split("/", -1);
    if (parts.length < segments.size() || (!isPrefix && parts.length > segments.size())) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      boolean isMatch =
          switch (segments.get(i)) {
            case Segment.Fixed fixed -> fixed.text().equals(parts[i]);
            case Segment.Open _ -> !parts[i].isEmpty();
          };
      if (!isMatch) {
        return false;
      }
    }
    return true;
  }

  /** Whether some path is matched by both. */
  public boolean overlaps(PathTemplate other) {
    int shared = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < shared; i++) {
      if (!overlap(segments.get(i), other.segments.get(i))) {
        return false;
      }
    }
    return (segments.size() == shared || other.isPrefix)
        && (other.segments.size() == shared || isPrefix);
  }

  /** The text without the names of open segments: equal shapes match the same paths. */
  public String shape() {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments) {
      shape.append('/');
      switch (segment) {
        case Segment.Fixed fixed -> shape.append(fixed.text());
        case Segment.Open _ -> shape.append("{}");
      }
    }
    return isPrefix ? shape.append("/**").toString() : shape.toString();
  }

  @Override
  public String toString() {
    return text;
  }

  private static List<Segment> parseSegments(String text, String plain) {
    String[] parts = plain.substring(1).split("/", -1);
    if (parts.length > SEGMENTS_MAX) {
      throw new IllegalArgumentException("path: use at most " + SEGMENTS_MAX + " segments");
    }
    List<Segment> segments = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() && (i < parts.length - 1 || !text.equals(plain))) {
        throw new IllegalArgumentException("path '" + text + "': write one '/', not '//'");
      }
      Segment segment = parseSegment(text, parts[i]);
      if (segment instanceof Segment.Open open && !names.add(open.name())) {
        throw new IllegalArgumentException(
            "path '" + text + "': {" + open.name() + "} stands twice; give each its own name");
      }
      segments.add(segment);
    }
    return segments;
  }

  private static Segment parseSegment(String text, String part) {
    if (OPEN.matcher(part).matches()) {
      return new Segment.Open(part.substring(1, part.length() - 1));
    }
    if (part.contains("{") || part.contains("}") || part.contains("*")) {
      throw new IllegalArgumentException(
          "path '"
              + text
              + "': '"
              + part
              + "' is no segment; {name} stands for one whole segment and /** closes a path");
    }
    if (part.equals(".") || part.equals("..") || !FIXED.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "path '"
              + text
              + "': '"
              + part
              + "' is not in normal form; write other characters as %XX of their UTF-8 bytes,"
              + " without '.', '..', '?', '#' or ';'");
    }
    return new Segment.Fixed(part);
  }

  private static boolean overlap(Segment one, Segment other) {
    return switch (one) {
      case Segment.Fixed fixed ->
          switch (other) {
            case Segment.Fixed same -> fixed.text().equals(same.text());
            case Segment.Open _ -> !fixed.text().isEmpty();
          };
      case Segment.Open _ ->
          switch (other) {
            case Segment.Fixed fixed -> !fixed.text().isEmpty();
            case Segment.Open _ -> true;
          };
    };
  }

  /** One segment of a template. */
  public sealed interface Segment {
    record Fixed(String text) implements Segment {}

    record Open(String name) implements Segment {}
  }
}
