package banyan.proxy.migration;

import banyan.proxy.resilience.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The tries to add an entry to the log while others add theirs. Between them one waits for a time
 * of chance: of many who add at once the slowest would lose again and again.
 */
final class Tries {
  /** More are needed only when others add entries all the time. */
  static final int MAX = 20;

  private static final Backoff WAIT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(200));

  private Tries() {}

  /**
   * Waits before another try; before the first not at all.
   *
   * @param failed tries so far
   */
  static void await(int failed) {
    if (failed > 0) {
      LockSupport.parkNanos(WAIT.nanos(failed - 1, ThreadLocalRandom.current()));
    }
  }
}
