package banyan.orders.internal;

import banyan.orders.OrderId;
import banyan.platform.database.ContextDatabase;
import banyan.wire.Arrival;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes an order back, from whatever point of its way, and gives its stock back. Doing it again
 * changes nothing. Any thread; blocks.
 */
final class CancelOrder {
  /** What came of it. */
  sealed interface Result {
    /** It is cancelled, or will be. */
    record Accepted(Progress progress) implements Result {}

    /** It was refused: there is nothing to take back. */
    record NotPossible(Order order) implements Result {}

    record Unknown() implements Result {}
  }

  /** What the first transaction came to. */
  private sealed interface Opened {
    /** An order whose stock we are to give back. */
    record Ours(Lease lease, Order order) implements Opened {}

    record Answered(Result result) implements Opened {}
  }

  private final ContextDatabase database;
  private final AdvanceOrder advanceOrder;
  private final InstantSource clock;
  private final Duration leaseTime;

  CancelOrder(
      ContextDatabase database,
      AdvanceOrder advanceOrder,
      InstantSource clock,
      Duration leaseTime) {
    this.database = database;
    this.advanceOrder = advanceOrder;
    this.clock = clock;
    this.leaseTime = leaseTime;
  }

  Result cancel(Arrival arrival, OrderId id) {
    Opened opened =
        database.write(
            arrival.caller().tenant(),
            transaction -> open(new OrderRows(transaction), new Leases(transaction), id));
    return switch (opened) {
      case Opened.Ours(Lease lease, Order order) ->
          new Result.Accepted(advanceOrder.advance(arrival, lease, order));
      case Opened.Answered(Result result) -> result;
    };
  }

  private Opened open(OrderRows rows, Leases leases, OrderId id) {
    Optional<Order> found = rows.lock(id);
    if (found.isEmpty()) {
      return new Opened.Answered(new Result.Unknown());
    }
    Order order = found.get();
    Optional<OrderState> next = Saga.after(order.state(), new OrderEvent.CancelAsked());
    if (next.isEmpty()) {
      return again(leases, order);
    }
    Order cancelled = order.in(next.get(), clock.instant());
    rows.update(cancelled);
    if (cancelled.isFinished()) {
      leases.finish(id);
      return accepted(cancelled);
    }
    Lease lease = Lease.of(id);
    if (order.isFinished()) {
      leases.begin(lease, leaseTime);
      return new Opened.Ours(lease, cancelled);
    }
    return take(leases, lease, cancelled);
  }

  /** What a second request to cancel finds. */
  private Opened again(Leases leases, Order order) {
    return switch (order.state()) {
      case OrderState.Cancelling() -> take(leases, Lease.of(order.id()), order);
      case OrderState.Cancelled() -> accepted(order);
      case OrderState.Placed(),
          OrderState.Priced(),
          OrderState.Reserved(),
          OrderState.Confirmed(),
          OrderState.Refused(Refusal _) ->
          new Opened.Answered(new Result.NotPossible(order));
    };
  }

  /** Who holds it already notices at the next turn that it is to be cancelled, and does that. */
  private Opened take(Leases leases, Lease lease, Order order) {
    return leases.take(lease, leaseTime) ? new Opened.Ours(lease, order) : accepted(order);
  }

  private static Opened accepted(Order order) {
    return new Opened.Answered(new Result.Accepted(Progress.of(order)));
  }
}
