package banyan.app.demo;

import java.time.Duration;

/** Tells when something is due again. For one thread. */
final class Pace {
  private final long nanos;
  private long next = System.nanoTime();

  Pace(Duration every) {
    this.nanos = every.toNanos();
  }

  /** Whether so much time has passed since it was due last; the first time at once. */
  boolean isDue() {
    long now = System.nanoTime();
    if (now - next < 0) {
      return false;
    }
    next = now + nanos;
    return true;
  }
}
