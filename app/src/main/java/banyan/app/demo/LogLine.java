package banyan.app.demo;

/**
 * One line of an access log.
 *
 * @param answeredBy {@code local}, the name of an upstream, {@code fallback}, or {@code none}
 * @param millis from the request's head to the end of the answer
 */
record LogLine(
    String requestId, String method, String path, int status, String answeredBy, long millis) {
  static final String LOCAL = "local";
  static final String FALLBACK = "fallback";

  /** What other processes ask of a context. */
  boolean isCall() {
    return path.startsWith("/_banyan/calls/");
  }
}
