package banyan.proxy.publish;

import org.jspecify.annotations.Nullable;

/**
 * A document on its way to become a version.
 *
 * @param text the whole document
 * @param origin what it was before
 * @param who a name of 1 to 100 characters
 * @param why a reason of 1 to 500 characters
 */
public record Publication(String text, Publication.Origin origin, String who, String why) {
  private static final int WHO_MAX = 100;
  private static final int WHY_MAX = 500;

  /** Throws IllegalArgumentException that names what is missing or too long. */
  public Publication {
    check("who", who, WHO_MAX);
    check("why", why, WHY_MAX);
  }

  /** Where a document comes from. */
  public enum Origin {
    /** The file that an instance follows. */
    FILE,
    /** The admin listener. */
    ADMIN
  }

  /** Control characters would move the cursor of whoever reads the history. */
  private static void check(String place, @Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(place + ": say it, in 1 to " + max + " characters");
    }
    if (text.length() > max) {
      throw new IllegalArgumentException(
          place + ": has " + text.length() + " characters, " + max + " at most");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          place + ": has a control character; write it in one line of plain text");
    }
  }
}
