package banyan.app.demo;

import java.time.Instant;

/**
 * One request that a client has sent, and what it got.
 *
 * @param requestId names it in the access logs, too
 * @param turn 1 for the first time that its write is sent, and for every read
 * @param subject the SKU that it is about; empty for a page
 * @param visitor by whose cookie the proxy tells who asks; empty for none
 * @param began before a byte was sent
 * @param ended when the whole answer was there, or none was to come
 * @param status 0 without an answer
 * @param answer what is compared: a digest, a price, an address; why there is none with status 0
 */
record Attempt(
    String requestId,
    Kind kind,
    int turn,
    String subject,
    String visitor,
    Instant began,
    Instant ended,
    int status,
    String answer) {
  private static final int OK = 200;
  private static final int OK_MAX = 299;

  boolean isAnswered() {
    return status != 0;
  }

  boolean isGood() {
    return status >= OK && status <= OK_MAX;
  }

  /** Whether all of it lies within the stage. */
  boolean isWithin(StageRun run) {
    return !began.isBefore(run.began()) && !ended.isAfter(run.ended());
  }

  @Override
  public String toString() {
    return requestId
        + " "
        + kind
        + " "
        + subject
        + " -> "
        + (isAnswered() ? Integer.toString(status) : answer);
  }
}
