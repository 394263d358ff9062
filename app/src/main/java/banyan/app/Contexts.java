package banyan.app;

import banyan.catalog.internal.CatalogModule;
import banyan.platform.ContextModule;
import java.util.List;

/** The bounded contexts of this product, one a line. */
final class Contexts {
  private Contexts() {}

  static List<ContextModule> all() {
    return List.of(new CatalogModule());
  }
}
