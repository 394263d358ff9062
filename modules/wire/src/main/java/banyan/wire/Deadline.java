package banyan.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The moment after which nobody waits for an answer any more, on this process's monotonic clock.
 *
 * @param nanoTime as {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  /** Eleven days: who waits longer waits for ever. */
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * Reads the field {@code Banyan-Deadline}: the whole milliseconds that were left when it was
   * sent. What it spent on the way is not known, so a deadline never moves forward by more than
   * that. Empty for anything that is no such number.
   */
  public static Optional<Deadline> ofMillisLeft(String field) {
    return MILLIS.matcher(field).matches()
        ? Optional.of(in(Duration.ofMillis(Long.parseLong(field))))
        : Optional.empty();
  }

  /** The value of the field {@code Banyan-Deadline} now, rounded down: never more than is left. */
  public String millisLeft() {
    return Long.toString(left().toMillis());
  }

  /** The deadline of what this thread does; empty where nobody waits for it. */
  public static Optional<Deadline> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Does {@code work}, for which this is the current deadline. */
  public <T, X extends Throwable> T bound(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
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
