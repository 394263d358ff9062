package banyan.bench.spring;

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
    Instant updatedAt) {}
