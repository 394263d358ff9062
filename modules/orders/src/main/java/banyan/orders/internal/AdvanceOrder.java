package banyan.orders.internal;

import banyan.platform.calls.CallFailure;
import banyan.platform.database.ContextDatabase;
import banyan.wire.Arrival;
import banyan.wire.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Carries an order to the end of its way. Each turn asks the {@link Saga} for the next step, takes
 * it outside of any transaction, and saves where it led in a transaction of its own: what a crash
 * leaves is always a state from which the next worker goes on. Any thread; blocks.
 */
final class AdvanceOrder {
  /** A way has three steps, and a cancellation one more: beyond this there is a fault. */
  private static final int TURNS_MAX = 10;

  /** How long an order is left in peace when another context does not answer. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ContextDatabase database;
  private final OrderSteps steps;
  private final InstantSource clock;
  private final Duration leaseTime;

  /**
   * @param leaseTime how long a turn holds the order, and may take
   */
  AdvanceOrder(
      ContextDatabase database, OrderSteps steps, InstantSource clock, Duration leaseTime) {
    this.database = database;
    this.steps = steps;
    this.clock = clock;
    this.leaseTime = leaseTime;
  }

  /**
   * Works under a lease that has been taken, and gives it back.
   *
   * @param arrival its deadline ends this attempt, not the order
   * @param order as it was when the lease was taken
   */
  Progress advance(Arrival arrival, Lease lease, Order order) {
    Turn turn = new Turn(order, true);
    try {
      for (int count = 0; count < TURNS_MAX; count++) {
        Optional<Step> next = Saga.next(turn.order().state());
        if (next.isEmpty()) {
          return new Progress.Finished(turn.order());
        }
        if (!turn.isOurs()) {
          return new Progress.InOtherHands(turn.order());
        }
        turn = turn(arrival, lease, turn.order(), next.get());
      }
      throw new IllegalStateException("order " + order.id() + " goes round in circles");
    } catch (RuntimeException e) {
      giveUp(arrival, lease, e);
      if (e instanceof CallFailure failure && failure.isRetryable()) {
        return new Progress.Delayed(turn.order(), failure);
      }
      throw e;
    }
  }

  /**
   * Where a turn has led.
   *
   * @param isOurs whether the lease still holds
   */
  private record Turn(Order order, boolean isOurs) {}

  private Turn turn(Arrival arrival, Lease lease, Order order, Step step) {
    OrderEvent event = steps.take(step, withinLease(arrival), order);
    return database.write(
        arrival.caller().tenant(),
        transaction ->
            save(new OrderRows(transaction), new Leases(transaction), lease, order, event));
  }

  private Turn save(OrderRows rows, Leases leases, Lease lease, Order seen, OrderEvent event) {
    Order current = rows.lock(seen.id()).orElseThrow();
    boolean isOurs = leases.extend(lease, leaseTime);
    // Somebody has cancelled it meanwhile, or taken it over: the event is an answer to the past.
    if (!isOurs || current.version() != seen.version()) {
      return new Turn(current, isOurs);
    }
    Order next = current.in(after(current, event), clock.instant());
    rows.update(next);
    if (next.isFinished()) {
      leases.finish(next.id());
    }
    return new Turn(next, true);
  }

  private static OrderState after(Order order, OrderEvent event) {
    return Saga.after(order.state(), event)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "order " + order.id() + " is " + order.state() + ", which knows no " + event));
  }

  /** No call outlasts the lease. */
  private Arrival withinLease(Arrival arrival) {
    return new Arrival(
        arrival.caller(), arrival.requestId(), arrival.deadline().orSooner(Deadline.in(leaseTime)));
  }

  private void giveUp(Arrival arrival, Lease lease, RuntimeException reason) {
    try {
      database.write(
          arrival.caller().tenant(),
          transaction -> {
            new Leases(transaction).giveUp(lease, PAUSE);
            return null;
          });
    } catch (RuntimeException e) {
      // Without a database the lease ends by itself.
      reason.addSuppressed(e);
    }
  }
}
