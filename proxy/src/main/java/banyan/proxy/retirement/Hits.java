package banyan.proxy.retirement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests that came to an old side after the new one was to answer everybody.
 *
 * @param count above 0
 * @param last when the last of them ended, to the millisecond
 * @param cause of the last: {@code forced}, {@code artefact} or {@code fallback}
 * @param route the id of the last one's route, {@value #TEXT_MAX} characters at most
 * @param caller who sent the last: a principal, or the network of an address; {@value #TEXT_MAX}
 *     characters at most
 */
public record Hits(long count, Instant last, String cause, String route, String caller) {
  /** Longer texts are cut. */
  public static final int TEXT_MAX = 200;

  public Hits {
    if (count < 1) {
      throw new IllegalArgumentException("count " + count + ": at least 1");
    }
    cause = cut(cause);
    route = cut(route);
    caller = cut(caller);
  }

  /** Both together. */
  public Hits plus(Hits other) {
    Hits later = other.last.isBefore(last) ? this : other;
    return new Hits(count + other.count, later.last, later.cause, later.route, later.caller);
  }

  /** What is left without so many of them; null for nothing. */
  @Nullable Hits without(long gone) {
    return count <= gone ? null : new Hits(count - gone, last, cause, route, caller);
  }

  private static String cut(String text) {
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
  }
}
