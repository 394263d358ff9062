package banyan.app.gate;

/** A file that holds something else than events; the message names file, line, value and remedy. */
public final class BadEvents extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadEvents(String message) {
    super(message);
  }
}
