package banyan.orders.internal;

import banyan.orders.CancelOutcome;
import banyan.orders.OrderAsked;
import banyan.orders.OrderFound;
import banyan.orders.OrderSummary;
import banyan.orders.Orders;
import banyan.platform.calls.CommandKey;
import banyan.platform.database.ContextDatabase;
import banyan.wire.Arrival;
import java.util.Optional;

/** What orders answer to other contexts: nothing decided. Any thread; blocks. */
final class OrdersCalls implements Orders {
  private final ContextDatabase database;
  private final CancelOrder cancelOrder;

  OrdersCalls(ContextDatabase database, CancelOrder cancelOrder) {
    this.database = database;
    this.cancelOrder = cancelOrder;
  }

  @Override
  public OrderFound order(Arrival arrival, OrderAsked asked) {
    Optional<Order> found =
        database.read(
            arrival.caller().tenant(), transaction -> new OrderRows(transaction).find(asked.id()));
    return found
        .<OrderFound>map(order -> new OrderFound.Found(summary(order)))
        .orElseGet(() -> new OrderFound.Unknown(asked.id()));
  }

  @Override
  public CancelOutcome cancel(Arrival arrival, CommandKey key, OrderAsked asked) {
    // The order's own state makes it one cancellation, whatever the keys.
    return switch (cancelOrder.cancel(arrival, asked.id())) {
      case CancelOrder.Result.Accepted(Progress.Finished(Order order)) ->
          new CancelOutcome.Cancelled(summary(order));
      case CancelOrder.Result.Accepted(Progress progress) ->
          new CancelOutcome.Cancelling(summary(progress.order()));
      case CancelOrder.Result.NotPossible(Order order) ->
          new CancelOutcome.NotPossible(summary(order));
      case CancelOrder.Result.Unknown() -> new CancelOutcome.Unknown(asked.id());
    };
  }

  private static OrderSummary summary(Order order) {
    return new OrderSummary(
        order.id(),
        order.state().status(),
        order.placedBy(),
        order.lines(),
        order.total(),
        order.placedAt());
  }
}
