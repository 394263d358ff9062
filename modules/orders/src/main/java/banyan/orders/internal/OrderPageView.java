package banyan.orders.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders as a client sees it.
 *
 * @param next the cursor of the next page; null, and absent from the JSON, on the last one
 */
record OrderPageView(List<OrderView> items, @Nullable String next) {
  static OrderPageView of(FindOrders.Result.Page page) {
    return new OrderPageView(
        page.items().stream().map(OrderView::of).toList(),
        page.next() == null ? null : page.next().text());
  }
}
