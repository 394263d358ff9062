package banyan.orders;

import banyan.catalog.Money;
import banyan.catalog.Sku;

/**
 * So many pieces of one product at a price.
 *
 * @param quantity 1 to {@link #QUANTITY_MAX} pieces
 * @param unitPrice of one piece, as the buyer saw it
 */
public record OrderLine(Sku sku, int quantity, Money unitPrice) {
  public static final int QUANTITY_MAX = 1_000;

  public OrderLine {
    if (quantity < 1 || quantity > QUANTITY_MAX) {
      throw new IllegalArgumentException("quantity " + quantity + ": use 1 to " + QUANTITY_MAX);
    }
  }

  /** What the line comes to, in the smallest unit of its currency. */
  public long amountMinor() {
    // At most 10^3 pieces of 10^12: far from the end of a long.
    return quantity * unitPrice.amountMinor();
  }
}
