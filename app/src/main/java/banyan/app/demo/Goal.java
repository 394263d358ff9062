package banyan.app.demo;

/** What a stage waits for, beside its time and its requests. */
sealed interface Goal {
  /** Nothing else. */
  record Time() implements Goal {}

  /** That the monolith tells of a difference between the sides. */
  record Difference() implements Goal {}

  /** That nobody is answered by the service any more, without anybody's doing. */
  record RolledBack() implements Goal {}

  /** That a move is made, for which the evidence has to come together first; it ends the stage. */
  record Granted(Deed.Step step) implements Goal {}
}
