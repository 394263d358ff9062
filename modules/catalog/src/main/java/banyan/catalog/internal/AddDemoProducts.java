package banyan.catalog.internal;

import banyan.catalog.demo.DemoProduct;
import banyan.catalog.demo.DemoProducts;
import java.time.Duration;
import java.util.List;

/** Fills an empty catalogue for a first tour. */
final class AddDemoProducts {
  /** How long a product was on sale before it was archived. */
  private static final Duration SOLD_FOR = Duration.ofDays(30);

  private AddDemoProducts() {}

  /** How many products were added: none where there are some already. */
  static int add(Products products) {
    if (!products.isEmpty()) {
      return 0;
    }
    products.insertAll(all());
    return DemoProducts.COUNT;
  }

  /** The demo products as the catalogue keeps them. */
  static List<Product> all() {
    return DemoProducts.all().stream().map(AddDemoProducts::product).toList();
  }

  private static Product product(DemoProduct demo) {
    NewProduct wanted = new NewProduct(demo.sku(), demo.name(), demo.description(), demo.price());
    Product added = Product.added(demo.id(), wanted, demo.addedAt());
    return demo.isArchived() ? added.archived(demo.addedAt().plus(SOLD_FOR)) : added;
  }
}
