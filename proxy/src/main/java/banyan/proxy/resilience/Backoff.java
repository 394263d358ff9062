package banyan.proxy.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: any time from zero to a limit that doubles, so that those
 * who failed together do not come back together ("full jitter", Brooker, Exponential Backoff and
 * Jitter, 2015). Pure.
 *
 * @param first the limit before the first further attempt
 * @param max the limit never grows beyond
 */
public record Backoff(Duration first, Duration max) {
  /** The wait in nanoseconds; {@code repeated} is 0 before the first further attempt. */
  public long nanos(int repeated, RandomGenerator random) {
    boolean isGrownOut = repeated >= Long.numberOfLeadingZeros(first.toNanos());
    long grown = isGrownOut ? Long.MAX_VALUE : first.toNanos() << repeated;
    return random.nextLong(Math.min(max.toNanos(), grown) + 1);
  }
}
