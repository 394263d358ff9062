package banyan.catalog.internal;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Changes a product's price, if nobody has changed the product meanwhile. Any thread. */
final class ChangePrice {
  /** What came of it. */
  sealed interface Result {
    record Changed(Product product) implements Result {}

    record Unknown() implements Result {}

    record Archived() implements Result {}

    record Stale(EntityTag current) implements Result {}
  }

  private final InstantSource clock;

  ChangePrice(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param expected the states of the product that the caller means to change
   */
  Result change(Products products, ProductId id, EntityTags expected, Money price) {
    Optional<Product> found = products.lock(id);
    if (found.isEmpty()) {
      return new Result.Unknown();
    }
    Result result = decide(found.get(), expected, price, clock.instant());
    if (result instanceof Result.Changed(Product changed)) {
      products.update(changed);
    }
    return result;
  }

  static Result decide(Product product, EntityTags expected, Money price, Instant now) {
    // A precondition counts only where the change would succeed without it (RFC 9110 13.2.1).
    if (product.isArchived()) {
      return new Result.Archived();
    }
    if (!expected.admit(product.tag())) {
      return new Result.Stale(product.tag());
    }
    return new Result.Changed(product.withPrice(price, now));
  }
}
