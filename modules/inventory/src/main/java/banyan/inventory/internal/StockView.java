package banyan.inventory.internal;

import banyan.inventory.StockLevel;

/** The stock of a SKU as a client sees it. */
record StockView(String sku, long onHand, long reserved, long available) {
  static StockView of(StockLevel level) {
    return new StockView(level.sku().value(), level.onHand(), level.reserved(), level.available());
  }
}
