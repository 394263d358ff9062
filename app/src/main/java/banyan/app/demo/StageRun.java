package banyan.app.demo;

import java.time.Instant;

/**
 * A stage as it was played. What lies between two of them, while a move comes into force or a
 * process starts, belongs to none.
 *
 * @param began when its routes were in force and its event was over
 * @param ended before the next move
 * @param problem why it did not come about; empty when it did
 */
record StageRun(Stage stage, Instant began, Instant ended, String problem) {
  boolean isPlayed() {
    return problem.isEmpty();
  }

  /** The same, as it is at a later time. */
  StageRun until(Instant now) {
    return new StageRun(stage, began, now, problem);
  }
}
