package banyan.catalog.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which products are listed.
 *
 * @param search words as a search engine takes them ({@code oak "cutting board" -small}); null for
 *     any
 * @param status null for any
 */
record ProductFilter(@Nullable String search, Product.@Nullable Status status) {
  static final int SEARCH_LENGTH_MAX = 200;

  /** The list of one tenant's products, for its cursors. */
  List<String> list(String tenant) {
    return List.of(
        "catalog.products/1",
        tenant,
        search == null ? "any" : "search " + search,
        status == null ? "any" : "status " + status);
  }
}
