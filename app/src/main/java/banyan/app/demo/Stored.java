package banyan.app.demo;

import java.util.List;
import java.util.Map;

/**
 * What the database holds of one show.
 *
 * @param products by SKU
 * @param orders the states of the orders that a key has placed, by key
 * @param stock by SKU
 */
record Stored(
    Map<String, Product> products, Map<String, List<String>> orders, Map<String, Stock> stock) {
  /** The state that an order ends in. */
  static final String CONFIRMED = "confirmed";

  Stored {
    products = Map.copyOf(products);
    orders = Map.copyOf(orders);
    stock = Map.copyOf(stock);
  }

  /**
   * The rows of one SKU.
   *
   * @param amount the price in minor units
   * @param version 1 for a new product, one more for each change
   */
  record Product(long rows, long amount, long version) {}

  /**
   * The stock of one SKU.
   *
   * @param sold pieces in confirmed orders
   */
  record Stock(long onHand, long reserved, long sold) {}
}
