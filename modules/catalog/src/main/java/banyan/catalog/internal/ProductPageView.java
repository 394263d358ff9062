package banyan.catalog.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of products as a client sees it.
 *
 * @param next the cursor of the next page; null, and absent from the JSON, on the last one
 */
record ProductPageView(List<ProductView> items, @Nullable String next) {
  static ProductPageView of(FindProducts.Result.Page page) {
    return new ProductPageView(
        page.items().stream().map(ProductView::of).toList(),
        page.next() == null ? null : page.next().text());
  }
}
