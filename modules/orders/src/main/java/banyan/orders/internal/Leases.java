package banyan.orders.internal;

import banyan.orders.OrderId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The unfinished orders and who works on them, within one transaction. Times are those of the
 * database, the one clock that all processes share. Belongs to the transaction's thread.
 */
final class Leases {
  private static final String BEGIN =
      """
      INSERT INTO unfinished (tenant_id, order_id, holder, held_until)
      VALUES (current_setting('banyan.tenant'), :order, :holder, now() + :millis * interval '1 ms')
      """;

  private static final String TAKE =
      """
      UPDATE unfinished
      SET holder = :holder, held_until = now() + :millis * interval '1 ms'
      WHERE tenant_id = current_setting('banyan.tenant') AND order_id = :order
        AND held_until <= now()
      """;

  private static final String EXTEND =
      """
      UPDATE unfinished
      SET held_until = now() + :millis * interval '1 ms'
      WHERE tenant_id = current_setting('banyan.tenant') AND order_id = :order AND holder = :holder
      """;

  private static final String GIVE_UP =
      """
      UPDATE unfinished
      SET holder = NULL, held_until = now() + :millis * interval '1 ms'
      WHERE tenant_id = current_setting('banyan.tenant') AND order_id = :order AND holder = :holder
      """;

  private static final String FINISH =
      """
      DELETE FROM unfinished
      WHERE tenant_id = current_setting('banyan.tenant') AND order_id = :order
      """;

  // The one statement that looks beyond its tenant: the table is shared, the orders are not.
  private static final String TAKE_ANY =
      """
      WITH next AS MATERIALIZED (
          SELECT tenant_id, order_id FROM unfinished
          WHERE held_until <= now()
          ORDER BY held_until
          LIMIT 1
          FOR UPDATE SKIP LOCKED)
      UPDATE unfinished
      SET holder = :holder, held_until = now() + :millis * interval '1 ms'
      FROM next
      WHERE unfinished.tenant_id = next.tenant_id AND unfinished.order_id = next.order_id
      RETURNING unfinished.tenant_id, unfinished.order_id
      """;

  /** An order of some tenant. */
  record Found(String tenant, OrderId order) {}

  private final Handle transaction;

  Leases(Handle transaction) {
    this.transaction = transaction;
  }

  /** Marks the order as unfinished, and takes it. */
  void begin(Lease lease, Duration time) {
    bind(BEGIN, lease).bind("millis", time.toMillis()).execute();
  }

  /** Takes an unfinished order; false while somebody else holds it, or when it is finished. */
  boolean take(Lease lease, Duration time) {
    return bind(TAKE, lease).bind("millis", time.toMillis()).execute() == 1;
  }

  /** Takes any order that nobody holds, the one that waits longest. */
  Optional<Found> takeAny(UUID holder, Duration time) {
    return transaction
        .createQuery(TAKE_ANY)
        .bind("holder", holder)
        .bind("millis", time.toMillis())
        .map(
            (row, context) ->
                new Found(
                    row.getString("tenant_id"), new OrderId(row.getObject("order_id", UUID.class))))
        .findOne();
  }

  /** Holds it for longer; false when it is another's by now. */
  boolean extend(Lease lease, Duration time) {
    return bind(EXTEND, lease).bind("millis", time.toMillis()).execute() == 1;
  }

  /** Leaves the order to anybody after a pause. */
  void giveUp(Lease lease, Duration pause) {
    bind(GIVE_UP, lease).bind("millis", pause.toMillis()).execute();
  }

  /** Nobody needs to work on it any more. */
  void finish(OrderId order) {
    transaction.createUpdate(FINISH).bind("order", order.value()).execute();
  }

  private Update bind(String statement, Lease lease) {
    return transaction
        .createUpdate(statement)
        .bind("order", lease.order().value())
        .bind("holder", lease.holder());
  }
}
