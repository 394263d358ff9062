package banyan.inventory.internal;

import banyan.catalog.Sku;
import banyan.inventory.StockLine;

/** A line of a reservation as a client sends and sees it. */
record LineView(String sku, int quantity) {
  static LineView of(StockLine line) {
    return new LineView(line.sku().value(), line.quantity());
  }

  StockLine line() {
    return new StockLine(new Sku(sku), quantity);
  }
}
