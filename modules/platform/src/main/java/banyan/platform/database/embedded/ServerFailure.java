package banyan.platform.database.embedded;

/** The embedded server cannot run. The message is for the user and says what would help. */
public final class ServerFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerFailure(String message) {
    super(message);
  }

  ServerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
