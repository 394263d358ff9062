package banyan.orders.internal;

import banyan.platform.database.ContextDatabase;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries on with orders that nobody works on: those of a process that died, and those whose other
 * contexts did not answer. Any thread; blocks.
 */
final class RecoverOrders {
  /** How many orders one run takes on, so that the process can stop between two runs. */
  static final int ORDERS_MAX = 50;

  private static final Logger LOG = LoggerFactory.getLogger(RecoverOrders.class);

  private final ContextDatabase database;
  private final AdvanceOrder advanceOrder;
  private final Duration leaseTime;

  RecoverOrders(ContextDatabase database, AdvanceOrder advanceOrder, Duration leaseTime) {
    this.database = database;
    this.advanceOrder = advanceOrder;
    this.leaseTime = leaseTime;
  }

  /** One run: order by order, until there is none left or another context does not answer. */
  void run() {
    for (int count = 0; count < ORDERS_MAX; count++) {
      UUID holder = UUID.randomUUID();
      Optional<Leases.Found> found =
          // The tenant is of no matter: this statement finds the orders of all.
          database.write(
              Caller.MAIN_TENANT,
              transaction -> new Leases(transaction).takeAny(holder, leaseTime));
      if (found.isEmpty() || recover(found.get(), holder) instanceof Progress.Delayed) {
        return;
      }
    }
  }

  private Progress recover(Leases.Found found, UUID holder) {
    String tenant = found.tenant();
    Order order =
        database.read(tenant, transaction -> new OrderRows(transaction).get(found.order()));
    Arrival arrival =
        new Arrival(
            new Caller(tenant, order.placedBy(), Set.of()),
            "recovery-" + holder,
            Deadline.in(leaseTime));
    Progress progress = advanceOrder.advance(arrival, new Lease(order.id(), holder), order);
    LOG.info(
        "order {} was left {} and is now {}",
        order.id(),
        order.state().status().word(),
        progress.order().state().status().word());
    return progress;
  }
}
