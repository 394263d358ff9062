package banyan.orders.internal;

import banyan.orders.OrderId;
import banyan.platform.http.EntityTag;
import banyan.platform.http.Reply;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.util.Map;

/** What the endpoints of orders answer. */
final class OrderReplies {
  static final String ETAG = "ETag";

  private static final int ACCEPTED = 202;
  private static final int NOT_MODIFIED = 304;

  /** When somebody may ask again for an order that is worked on, in seconds. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private OrderReplies() {}

  static Reply shown(Order order) {
    return Reply.ok(OrderView.of(order)).with(ETAG, order.tag().text());
  }

  static Reply notModified(EntityTag current) {
    return new Reply(NOT_MODIFIED, Map.of(ETAG, current.text()), null);
  }

  static Reply notFound(OrderId id) {
    return Reply.problem(Problem.of(OrdersProblems.ORDER_NOT_FOUND, "no order has the id " + id));
  }

  /** The one answer of a key, or that it is not there yet. */
  static Reply placed(Progress progress) {
    return switch (progress) {
      case Progress.Finished(Order order) -> placed(order);
      case Progress.InOtherHands(Order order) ->
          later(Problems.IDEMPOTENCY_KEY_IN_FLIGHT, order, "is being worked on");
      case Progress.Delayed(Order order, var reason) ->
          later(
              Problems.UNAVAILABLE,
              order,
              "waits for " + reason.operation().context() + " and is carried on by itself");
    };
  }

  private static Reply placed(Order order) {
    if (order.state() instanceof OrderState.Refused(Refusal why)) {
      return Reply.problem(RefusalProblems.of(why, order));
    }
    return Reply.created(OrdersRoutes.ORDERS + "/" + order.id(), OrderView.of(order))
        .with(ETAG, order.tag().text());
  }

  private static Reply later(ProblemType type, Order order, String why) {
    return Reply.problem(
            Problem.of(type, "order " + order.id() + " " + why)
                .with("orderId", order.id().toString()))
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }

  /** The order as it is; 202 while its stock is still to be given back. */
  static Reply cancelled(Progress progress) {
    return switch (progress) {
      case Progress.Finished(Order order) -> shown(order);
      case Progress.InOtherHands(Order order) -> accepted(order);
      case Progress.Delayed(Order order, var _) -> accepted(order);
    };
  }

  private static Reply accepted(Order order) {
    return new Reply(ACCEPTED, Map.of(ETAG, order.tag().text()), OrderView.of(order))
        .with("Retry-After", RETRY_AFTER_SECONDS);
  }
}
