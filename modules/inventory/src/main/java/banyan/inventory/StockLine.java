package banyan.inventory;

import banyan.catalog.Sku;

/**
 * Some pieces of one SKU.
 *
 * @param quantity 1 to {@link #QUANTITY_MAX}
 */
public record StockLine(Sku sku, int quantity) {
  public static final int QUANTITY_MAX = 1_000_000;

  public StockLine {
    if (quantity < 1 || quantity > QUANTITY_MAX) {
      throw new IllegalArgumentException(
          "quantity " + quantity + " of " + sku + ": use 1 to " + QUANTITY_MAX);
    }
  }
}
