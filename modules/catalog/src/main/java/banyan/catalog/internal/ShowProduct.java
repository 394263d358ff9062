package banyan.catalog.internal;

import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import org.jspecify.annotations.Nullable;

/** Shows one product, unless the caller has it as it stands. Any thread. */
final class ShowProduct {
  /** What came of it. */
  sealed interface Result {
    record Shown(Product product) implements Result {}

    record NotModified(EntityTag current) implements Result {}

    record Unknown() implements Result {}
  }

  /**
   * @param known the states that the caller has; null when it has none
   */
  Result byId(Products products, ProductId id, @Nullable EntityTags known) {
    return products.find(id).map(found -> decide(found, known)).orElseGet(Result.Unknown::new);
  }

  /**
   * @param known the states that the caller has; null when it has none
   */
  Result bySku(Products products, Sku sku, @Nullable EntityTags known) {
    return products.find(sku).map(found -> decide(found, known)).orElseGet(Result.Unknown::new);
  }

  static Result decide(Product product, @Nullable EntityTags known) {
    if (known != null && known.include(product.tag())) {
      return new Result.NotModified(product.tag());
    }
    return new Result.Shown(product);
  }
}
