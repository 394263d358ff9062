package banyan.catalog;

/**
 * A stock keeping unit: the merchant's own name of a product, unique within a tenant.
 *
 * @param value groups of {@code A-Z 0-9} joined by single hyphens, such as {@code OAK-BOARD-042};
 *     at most {@link #LENGTH_MAX} characters
 */
public record Sku(String value) {
  public static final int LENGTH_MAX = 40;

  /** Its form as a regular expression that Java and JSON Schema read alike; of the whole text. */
  public static final String FORM = "[A-Z0-9]+(-[A-Z0-9]+)*";

  public Sku {
    if (value.length() > LENGTH_MAX || !hasForm(value)) {
      throw new IllegalArgumentException("SKU '" + value + "': use groups of A-Z 0-9 joined by -");
    }
  }

  @Override
  public String toString() {
    return value;
  }

  /** The same as {@link #FORM}, without a matcher for each row that is read. */
  private static boolean hasForm(String value) {
    boolean isGroupOpen = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isPart = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isPart && (c != '-' || !isGroupOpen)) {
        return false;
      }
      isGroupOpen = isPart;
    }
    return isGroupOpen;
  }
}
