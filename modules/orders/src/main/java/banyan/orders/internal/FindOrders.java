package banyan.orders.internal;

import banyan.orders.OrderId;
import banyan.orders.OrderStatus;
import banyan.platform.http.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists orders page by page, the newest first. Any thread. */
final class FindOrders {
  static final int LIMIT_MAX = 100;
  static final int LIMIT_DEFAULT = 20;

  /**
   * What is asked for.
   *
   * @param status null for any
   * @param cursor where the page starts, as an earlier page gave it; null for the first page
   * @param limit the most orders on the page, 1 to {@link #LIMIT_MAX}
   */
  record Query(String tenant, @Nullable OrderStatus status, @Nullable String cursor, int limit) {
    /** The list that its cursors are places in. */
    List<String> list() {
      return List.of("orders.orders/1", tenant, status == null ? "any" : status.word());
    }
  }

  /** What came of it. */
  sealed interface Result {
    /**
     * Some orders in the order of the list.
     *
     * @param next where the next page starts; null on the last page
     */
    record Page(List<Order> items, @Nullable Cursor next) implements Result {
      public Page {
        items = List.copyOf(items);
      }
    }

    /** The cursor is not one of this tenant and status. */
    record InvalidCursor() implements Result {}
  }

  Result find(OrderRows rows, Query query) {
    // One more than the page holds: it says whether there is a next page.
    int count = query.limit() + 1;
    if (query.cursor() == null) {
      return page(rows.newest(query.status(), count), query);
    }
    Optional<Cursor> place = Cursor.read(query.cursor(), query.list());
    if (place.isEmpty()) {
      return new Result.InvalidCursor();
    }
    return page(rows.before(new OrderId(place.get().last()), query.status(), count), query);
  }

  static Result page(List<Order> found, Query query) {
    if (found.size() <= query.limit()) {
      return new Result.Page(found, null);
    }
    List<Order> items = found.subList(0, query.limit());
    return new Result.Page(items, new Cursor(query.list(), items.getLast().id().value()));
  }
}
