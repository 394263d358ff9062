package banyan.proxy.publish;

/**
 * A document on its way to become a version.
 *
 * @param text the whole document
 * @param origin what it was before
 * @param who a name of 1 to 100 characters
 * @param why a reason of 1 to 500 characters
 */
public record Publication(String text, Publication.Origin origin, String who, String why) {
  /** Throws IllegalArgumentException that names what is missing or too long. */
  public Publication {
    var _ = new Reason(who, why);
  }

  /** Where a document comes from. */
  public enum Origin {
    /** The file that an instance follows. */
    FILE,
    /** The admin listener. */
    ADMIN
  }
}
