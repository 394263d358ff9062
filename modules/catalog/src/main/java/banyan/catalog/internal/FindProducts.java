package banyan.catalog.internal;

import banyan.catalog.ProductId;
import banyan.platform.http.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists products page by page, the newest first. Who follows the cursors sees every product that
 * was there at the start exactly once, whatever is added meanwhile. Any thread.
 */
final class FindProducts {
  static final int LIMIT_MAX = 100;
  static final int LIMIT_DEFAULT = 20;

  /**
   * What is asked for.
   *
   * @param cursor where the page starts, as an earlier page gave it; null for the first page
   * @param limit the most products on the page, 1 to {@link #LIMIT_MAX}
   */
  record Query(String tenant, ProductFilter filter, @Nullable String cursor, int limit) {
    /** The list that its cursors are places in. */
    List<String> list() {
      return filter.list(tenant);
    }
  }

  /** What came of it. */
  sealed interface Result {
    /**
     * Some products in the order of the list.
     *
     * @param next where the next page starts; null on the last page
     */
    record Page(List<Product> items, @Nullable Cursor next) implements Result {
      public Page {
        items = List.copyOf(items);
      }
    }

    /** The cursor is not one of this tenant and filter. */
    record InvalidCursor() implements Result {}
  }

  Result find(Products products, Query query) {
    // One more than the page holds: it says whether there is a next page.
    int count = query.limit() + 1;
    if (query.cursor() == null) {
      return page(products.newest(query.filter(), count), query);
    }
    Optional<Cursor> place = Cursor.read(query.cursor(), query.list());
    if (place.isEmpty()) {
      return new Result.InvalidCursor();
    }
    return page(products.before(new ProductId(place.get().last()), query.filter(), count), query);
  }

  static Result page(List<Product> found, Query query) {
    if (found.size() <= query.limit()) {
      return new Result.Page(found, null);
    }
    List<Product> items = found.subList(0, query.limit());
    return new Result.Page(items, new Cursor(query.list(), items.getLast().id().value()));
  }
}
