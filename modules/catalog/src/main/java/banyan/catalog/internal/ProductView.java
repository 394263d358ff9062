package banyan.catalog.internal;

import banyan.catalog.Money;
import java.time.Instant;
import java.util.UUID;

/** A product as a client sees it. */
record ProductView(
    UUID id,
    String sku,
    String name,
    String description,
    String status,
    Money price,
    Instant createdAt,
    Instant updatedAt) {
  static ProductView of(Product product) {
    return new ProductView(
        product.id().value(),
        product.sku().value(),
        product.name(),
        product.description(),
        product.status().word(),
        product.price(),
        product.createdAt(),
        product.updatedAt());
  }
}
