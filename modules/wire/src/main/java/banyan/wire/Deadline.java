package banyan.wire;

import java.time.Duration;

/**
 * The moment after which nobody waits for an answer any more, on this process's monotonic clock.
 *
 * @param nanoTime as {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The time left; zero when it has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** The earlier of two. */
  public Deadline orSooner(Deadline other) {
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  public boolean hasPassed() {
    return nanoTime - System.nanoTime() <= 0;
  }
}
