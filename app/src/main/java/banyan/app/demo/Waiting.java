package banyan.app.demo;

import banyan.app.CommandFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A wait that somebody may end early, such as by Ctrl-C. Any thread. */
@FunctionalInterface
public interface Waiting {
  /** Time between two looks at what is awaited. */
  Duration LOOK_EVERY = Duration.ofMillis(25);

  /** Waits so long at most; true when the demo shall end, and then at once. */
  boolean pause(Duration limit);

  /**
   * Waits until something is so.
   *
   * @return false when it was not so within {@code limit}
   * @throws CommandFailure when the demo shall end
   */
  default boolean until(Duration limit, BooleanSupplier isSo) {
    long end = System.nanoTime() + limit.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      if (pause(LOOK_EVERY)) {
        throw CommandFailure.failed("stopped before the end; no promise was judged");
      }
    }
    return true;
  }
}
