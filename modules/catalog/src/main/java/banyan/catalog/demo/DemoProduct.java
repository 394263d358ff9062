package banyan.catalog.demo;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import java.time.Instant;

/** A product that never was. */
public record DemoProduct(
    ProductId id,
    Sku sku,
    String name,
    String description,
    Money price,
    Instant addedAt,
    boolean isArchived) {}
