package banyan.catalog;

import java.util.regex.Pattern;

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

  private static final Pattern PATTERN = Pattern.compile(FORM);

  public Sku {
    if (value.length() > LENGTH_MAX || !PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException("SKU '" + value + "': use groups of A-Z 0-9 joined by -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
