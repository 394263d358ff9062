package banyan.orders.internal;

import banyan.orders.OrderId;
import banyan.platform.TimeOrderedIds;
import banyan.platform.database.ContextDatabase;
import banyan.platform.idempotency.Use;
import banyan.wire.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/**
 * Places an order, once for each key, and carries it to its end; who repeats the key carries on
 * where the first attempt was left. Any thread; blocks.
 */
final class PlaceOrder {
  /** What came of it. */
  sealed interface Result {
    /** The order, as far as it has come, and whether an earlier request placed it. */
    record Placed(Progress progress, boolean isReplayed) implements Result {}

    /** The key has placed another order. */
    record KeyReused(OrderId other) implements Result {}
  }

  /** What the first transaction found or made. */
  private sealed interface Opened {
    /** An order to work on. */
    record Ours(Lease lease, Order order, boolean isNew) implements Opened {}

    /** One that is finished, or that somebody else works on. */
    record Theirs(Order order) implements Opened {}

    record OfAnotherRequest(OrderId other) implements Opened {}
  }

  private final ContextDatabase database;
  private final AdvanceOrder advanceOrder;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final Duration leaseTime;

  PlaceOrder(
      ContextDatabase database,
      AdvanceOrder advanceOrder,
      TimeOrderedIds ids,
      InstantSource clock,
      Duration leaseTime) {
    this.database = database;
    this.advanceOrder = advanceOrder;
    this.ids = ids;
    this.clock = clock;
    this.leaseTime = leaseTime;
  }

  /**
   * @param wanted without violations
   */
  Result place(Arrival arrival, Use use, NewOrder wanted) {
    Opened opened =
        database.write(arrival.caller().tenant(), transaction -> open(transaction, use, wanted));
    return switch (opened) {
      case Opened.Ours(Lease lease, Order order, boolean isNew) ->
          new Result.Placed(advanceOrder.advance(arrival, lease, order), !isNew);
      case Opened.Theirs(Order order) -> new Result.Placed(Progress.of(order), true);
      case Opened.OfAnotherRequest(OrderId other) -> new Result.KeyReused(other);
    };
  }

  private Opened open(Handle transaction, Use use, NewOrder wanted) {
    OrderRows rows = new OrderRows(transaction);
    Leases leases = new Leases(transaction);
    Instant now = clock.instant();
    Order placed = Order.placed(new OrderId(ids.next(now)), use.principal(), wanted, now);
    // The unique key decides, not a look beforehand: two may ask at once.
    if (rows.insert(placed, use)) {
      Lease lease = Lease.of(placed.id());
      leases.begin(lease, leaseTime);
      return new Opened.Ours(lease, placed, true);
    }
    OrderRows.Known known = rows.placedWith(use);
    if (!use.hasFingerprint(known.fingerprint())) {
      return new Opened.OfAnotherRequest(known.order().id());
    }
    return resume(rows, leases, known.order());
  }

  private Opened resume(OrderRows rows, Leases leases, Order known) {
    Lease lease = Lease.of(known.id());
    if (known.isFinished() || !leases.take(lease, leaseTime)) {
      return new Opened.Theirs(known);
    }
    // Read again: until a moment ago it was somebody else's.
    return new Opened.Ours(lease, rows.get(known.id()), false);
  }
}
