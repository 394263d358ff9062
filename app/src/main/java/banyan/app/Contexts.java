package banyan.app;

import banyan.catalog.internal.CatalogModule;
import banyan.inventory.internal.InventoryModule;
import banyan.orders.internal.OrdersModule;
import banyan.platform.ContextModule;
import java.util.List;

/** The bounded contexts of this product, each after those that it knows. */
final class Contexts {
  private Contexts() {}

  static List<ContextModule> all() {
    return List.of(new CatalogModule(), new InventoryModule(), new OrdersModule());
  }
}
