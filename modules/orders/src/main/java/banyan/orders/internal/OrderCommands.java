package banyan.orders.internal;

import banyan.orders.OrderId;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.Reply;
import banyan.platform.idempotency.Use;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Violation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The endpoints that place and cancel orders: HTTP in and out, nothing decided. Any thread. */
final class OrderCommands {
  private final PlaceOrder placeOrder;
  private final CancelOrder cancelOrder;

  OrderCommands(PlaceOrder placeOrder, CancelOrder cancelOrder) {
    this.placeOrder = placeOrder;
    this.cancelOrder = cancelOrder;
  }

  Reply place(ApiRequest request) {
    Optional<Use> use = Use.of(request);
    if (use.isEmpty()) {
      return Reply.problem(
          Problem.of(Problems.IDEMPOTENCY_KEY_REQUIRED, "without a key, a repeated order is two"));
    }
    NewOrder wanted = request.body(NewOrderBody.class).order();
    List<Violation> violations = wanted.violations();
    if (!violations.isEmpty()) {
      Violation first = violations.getFirst();
      return Reply.problem(
          Problem.of(Problems.INVALID_REQUEST, first.pointer() + " " + first.detail(), violations));
    }
    return switch (placeOrder.place(request.arrival(), use.get(), wanted)) {
      case PlaceOrder.Result.Placed(Progress progress, boolean isReplayed) ->
          replayed(OrderReplies.placed(progress), isReplayed);
      case PlaceOrder.Result.KeyReused(OrderId other) ->
          Reply.problem(
              Problem.of(Problems.IDEMPOTENCY_KEY_REUSED, "this key has placed another order")
                  .with("orderId", other.toString()));
    };
  }

  Reply cancel(ApiRequest request) {
    OrderId id = new OrderId(UUID.fromString(request.pathParameter("id")));
    return switch (cancelOrder.cancel(request.arrival(), id)) {
      case CancelOrder.Result.Accepted(Progress progress) -> OrderReplies.cancelled(progress);
      case CancelOrder.Result.NotPossible(Order order) ->
          Reply.problem(
              Problem.of(OrdersProblems.ORDER_REFUSED, "order " + order.id() + " was refused"));
      case CancelOrder.Result.Unknown() -> OrderReplies.notFound(id);
    };
  }

  private static Reply replayed(Reply reply, boolean isReplayed) {
    return isReplayed ? reply.with(Fields.IDEMPOTENCY_REPLAYED, "true") : reply;
  }
}
