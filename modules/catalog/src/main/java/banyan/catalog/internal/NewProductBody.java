package banyan.catalog.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import org.jspecify.annotations.Nullable;

/** A new product as a client sends it. */
record NewProductBody(String sku, String name, @Nullable String description, Money price) {
  NewProduct product() {
    return new NewProduct(new Sku(sku), name, description == null ? "" : description, price);
  }
}
