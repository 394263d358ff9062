package banyan.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * The moment after which nobody waits for an answer any more, on this process's monotonic clock.
 *
 * @param nanoTime as {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
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
