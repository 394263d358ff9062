package banyan.catalog.internal;

import java.time.Instant;
import java.time.InstantSource;

/** Adds a product to the catalogue. Its SKU must be new. Any thread. */
final class AddProduct {
  /** What came of it. */
  sealed interface Result {
    record Added(Product product) implements Result {}

    record DuplicateSku(Product existing) implements Result {}
  }

  private final ProductIds ids;
  private final InstantSource clock;

  AddProduct(ProductIds ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  Result add(Products products, NewProduct wanted) {
    Instant now = clock.instant();
    Product product = Product.added(ids.next(now), wanted, now);
    // The unique key decides, not a look beforehand: two may ask at once.
    if (products.insert(product)) {
      return new Result.Added(product);
    }
    return new Result.DuplicateSku(
        products
            .find(wanted.sku())
            .orElseThrow(() -> new IllegalStateException("SKU " + wanted.sku() + " vanished")));
  }
}
