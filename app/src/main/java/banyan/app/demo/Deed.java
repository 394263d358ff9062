package banyan.app.demo;

/** What is done before a stage begins. */
sealed interface Deed {
  /** Ends the service as {@code kill -9} does. */
  record Kill() implements Deed {}

  /** Starts the service again. */
  record Start() implements Deed {}

  /** Creates the migration of the reads, and has an earlier one end where it began. */
  record Prepare() implements Deed {}

  /** Makes a move, which nothing may stand against. */
  record Take(Step step) implements Deed {}

  /** Has the routes document put a wrong adapter on the way to the service, or takes it off. */
  record Bug(boolean isThere) implements Deed {}

  /** Has the service fail some of the requests, until it is seen that clients were led back. */
  record Errors() implements Deed {}

  /**
   * A move of the migration.
   *
   * @param word as the command calls it
   * @param weight in percent; empty for a move without
   * @param why the reason that it is given
   */
  record Step(String word, String weight, String why) {
    @Override
    public String toString() {
      return weight.isEmpty() ? word : word + " " + weight;
    }
  }
}
