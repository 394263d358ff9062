package banyan.catalog.internal;

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
}
