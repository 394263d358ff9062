package banyan.catalog.internal;

import banyan.catalog.ProductId;
import java.time.InstantSource;
import java.util.Optional;

/** Takes a product off sale for good. Doing it again changes nothing. Any thread. */
final class ArchiveProduct {
  private final InstantSource clock;

  ArchiveProduct(InstantSource clock) {
    this.clock = clock;
  }

  /** The archived product; empty when there is none of this id. */
  Optional<Product> archive(Products products, ProductId id) {
    return products.lock(id).map(product -> archive(products, product));
  }

  private Product archive(Products products, Product product) {
    if (product.isArchived()) {
      return product;
    }
    Product archived = product.archived(clock.instant());
    products.update(archived);
    return archived;
  }
}
