package banyan.catalog.internal;

import banyan.catalog.ProductId;
import banyan.platform.TimeOrderedIds;
import java.time.Instant;
import java.time.InstantSource;

/** Adds a product to the catalogue. Its SKU must be new. Any thread. */
final class AddProduct {
  /** What came of it. */
  sealed interface Result {
    record Added(Product product) implements Result {}

    record DuplicateSku(Product existing) implements Result {}
  }

  private final TimeOrderedIds ids;
  private final InstantSource clock;

  AddProduct(TimeOrderedIds ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  Result add(Products products, NewProduct wanted) {
    Instant now = clock.instant();
    Product product = Product.added(new ProductId(ids.next(now)), wanted, now);
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
