package banyan.proxy.gate;

/** How a request ended, as far as the gate cares. */
public enum Outcome {
  /** Any answer below 400. */
  OK("ok"),
  /** An answer from 400 to 499: the client's fault, and so no error of the side that said it. */
  REJECTED("4xx"),
  /** An answer from 500 on. */
  SERVER_ERROR("5xx"),
  /** No answer in time. */
  TIMEOUT("timeout"),
  /** No connection, or one that ended before the answer did. */
  REFUSED("refused");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** As it is written in a file of events. */
  public String word() {
    return word;
  }

  public boolean isError() {
    return this != OK && this != REJECTED;
  }
}
