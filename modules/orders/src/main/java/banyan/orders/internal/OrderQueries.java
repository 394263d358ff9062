package banyan.orders.internal;

import banyan.orders.OrderId;
import banyan.orders.OrderStatus;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.EntityTags;
import banyan.platform.http.Reply;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.util.Optional;
import java.util.UUID;

/** The endpoints that read orders: HTTP in and out, nothing decided. Any thread. */
final class OrderQueries {
  private final ContextDatabase database;
  private final FindOrders findOrders = new FindOrders();

  OrderQueries(ContextDatabase database) {
    this.database = database;
  }

  Reply list(ApiRequest request) {
    String tenant = request.caller().tenant();
    FindOrders.Query query =
        new FindOrders.Query(
            tenant,
            request.query("status").map(OrderStatus::of).orElse(null),
            request.query("cursor").orElse(null),
            request.query("limit").map(Integer::parseInt).orElse(FindOrders.LIMIT_DEFAULT));
    var result = database.read(tenant, tx -> findOrders.find(new OrderRows(tx), query));
    return switch (result) {
      case FindOrders.Result.Page page -> Reply.ok(OrderPageView.of(page));
      case FindOrders.Result.InvalidCursor() ->
          Reply.problem(
              Problem.of(
                  Problems.INVALID_CURSOR,
                  "this cursor was not given for this list, or not as it was sent"));
    };
  }

  Reply byId(ApiRequest request) {
    OrderId id = new OrderId(UUID.fromString(request.pathParameter("id")));
    Optional<Order> found =
        database.read(request.caller().tenant(), tx -> new OrderRows(tx).find(id));
    return found.map(order -> shown(order, request)).orElseGet(() -> OrderReplies.notFound(id));
  }

  private static Reply shown(Order order, ApiRequest request) {
    boolean isKnown =
        request
            .field("If-None-Match")
            .flatMap(EntityTags::read)
            .filter(tags -> tags.include(order.tag()))
            .isPresent();
    return isKnown ? OrderReplies.notModified(order.tag()) : OrderReplies.shown(order);
  }
}
