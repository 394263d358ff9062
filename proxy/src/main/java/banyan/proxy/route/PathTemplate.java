package banyan.proxy.route;

import java.util.List;

/**
 * A path with open places: {@code {name}} is one segment, {@code /**} at the end is zero or more.
 *
 * @param text as written
 * @param segments the fixed and open segments, without the closing {@code **}
 * @param isPrefix whether it ends in {@code /**}
 */
public record PathTemplate(String text, List<Segment> segments, boolean isPrefix) {
  /** One segment of a template. */
  public sealed interface Segment {
    record Fixed(String text) implements Segment {}

    record Open(String name) implements Segment {}
  }
}
