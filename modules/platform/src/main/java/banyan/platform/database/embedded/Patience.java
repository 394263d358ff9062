package banyan.platform.database.embedded;

import banyan.wire.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting, with a limit, for what only looking can tell: a file's text, another's process. */
final class Patience {
  private static final long LOOK_EVERY_MILLIS = 5;

  private Patience() {}

  /** Looks until the condition holds or the limit has passed; tells whether it held. */
  static boolean until(BooleanSupplier condition, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    while (!condition.getAsBoolean()) {
      if (deadline.hasPassed()) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS); // tidy: another process's files give no sign
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("interrupted while waiting for the embedded database", e);
    }
  }
}
