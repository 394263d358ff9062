package banyan.orders.internal;

import static banyan.orders.internal.OrdersProblems.ORDER_NOT_FOUND;
import static banyan.orders.internal.OrdersProblems.ORDER_REFUSED;

import banyan.platform.http.Declare;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.http.Shapes;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.util.List;

/** The routes of orders, as requests are checked against them and clients read of them. */
final class OrdersRoutes {
  static final String ORDERS = "/api/v1/orders";

  /** What a caller must hold to read orders: they say who bought what. */
  static final String READ = "orders:read";

  /** What a caller must hold to place and to cancel orders. */
  static final String WRITE = "orders:write";

  private OrdersRoutes() {}

  static List<RouteDeclaration> of(OrderQueries queries, OrderCommands commands) {
    return List.of(list(queries), byId(queries), place(commands), cancel(commands));
  }

  private static RouteDeclaration list(OrderQueries queries) {
    return Declare.get(ORDERS, queries::list)
        .summary("Lists orders, the newest first")
        .right(READ)
        .query("cursor", OrderShapes.CURSOR, "`next` of the page before; leave out for the first")
        .query("limit", OrderShapes.LIMIT, "The most orders on the page; 20 unless sent")
        .query("status", OrderShapes.STATUS, "Only orders of this status")
        .answers(200, OrderShapes.ORDER_PAGE, "A page; without `next` it is the last one")
        .refuses(Problems.INVALID_CURSOR)
        .route();
  }

  private static RouteDeclaration byId(OrderQueries queries) {
    return Declare.get(ORDERS + "/{id}", queries::byId)
        .summary("Shows an order")
        .right(READ)
        .path("id", Shapes.uuid(), "The order's id")
        .field("If-None-Match", Shapes.entityTags(), "The ETag of the order you have")
        .answers(200, OrderShapes.ORDER, "The order", "ETag")
        .answers(304, null, "You have the order as it stands", "ETag")
        .refuses(ORDER_NOT_FOUND)
        .route();
  }

  private static RouteDeclaration place(OrderCommands commands) {
    return Declare.post(ORDERS, commands::place)
        .summary("Places an order at the prices that the buyer saw; needs the key")
        .right(WRITE)
        .body(OrderShapes.NEW_ORDER)
        .answers(201, OrderShapes.ORDER, "The order, confirmed", "Location", "ETag")
        .refuses(RefusalProblems.TYPES.toArray(ProblemType[]::new))
        .refuses(Problems.IDEMPOTENCY_KEY_REQUIRED)
        .idempotent()
        .route();
  }

  private static RouteDeclaration cancel(OrderCommands commands) {
    return Declare.post(ORDERS + "/{id}/cancel", commands::cancel)
        .summary("Takes an order back, with its goods; doing it again changes nothing")
        .right(WRITE)
        .path("id", Shapes.uuid(), "The order's id")
        .answers(200, OrderShapes.ORDER, "The cancelled order", "ETag")
        .answers(202, OrderShapes.ORDER, "It will be cancelled, whatever happens", "ETag")
        .refuses(ORDER_NOT_FOUND, ORDER_REFUSED)
        .route();
  }
}
