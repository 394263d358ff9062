package banyan.inventory.internal;

import banyan.inventory.Shortage;

/** A SKU of which there is not enough, as a client sees it. */
record ShortageView(String sku, int wanted, long available) {
  static ShortageView of(Shortage shortage) {
    return new ShortageView(shortage.sku().value(), shortage.wanted(), shortage.available());
  }
}
