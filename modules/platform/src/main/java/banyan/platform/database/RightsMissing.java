package banyan.platform.database;

/** The database refuses what Banyan needs; a person must grant or rename something. */
final class RightsMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RightsMissing(String message) {
    super(message);
  }
}
