package banyan.proxy.publish;

import org.jspecify.annotations.Nullable;

/**
 * Who changes something that all instances share, and why.
 *
 * @param who a name of 1 to {@value #WHO_MAX} characters
 * @param why a reason of 1 to {@value #WHY_MAX} characters
 */
public record Reason(String who, String why) {
  static final int WHO_MAX = 100;
  static final int WHY_MAX = 500;

  /** Throws IllegalArgumentException that names what is missing or too long. */
  public Reason {
    check("who", who, WHO_MAX);
    check("why", why, WHY_MAX);
  }

  /**
   * Refuses a text that is missing, too long, or none of one line: control characters would move
   * the cursor of whoever reads the history.
   */
  public static void check(String place, @Nullable String text, int max) {
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
