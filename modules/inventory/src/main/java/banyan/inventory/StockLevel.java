package banyan.inventory;

import banyan.catalog.Sku;

/**
 * How much there is of one SKU.
 *
 * @param onHand pieces in the warehouse, 0 or more
 * @param reserved pieces of these that are promised, 0 to {@code onHand}
 */
public record StockLevel(Sku sku, long onHand, long reserved) {
  public StockLevel {
    if (reserved < 0 || reserved > onHand) {
      throw new IllegalArgumentException(
          "stock of " + sku + ": " + reserved + " reserved of " + onHand + " on hand");
    }
  }

  /** Pieces that may still be reserved. */
  public long available() {
    return onHand - reserved;
  }
}
