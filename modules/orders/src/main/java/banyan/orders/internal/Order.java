package banyan.orders.internal;

import static java.time.temporal.ChronoUnit.MICROS;

import banyan.catalog.Money;
import banyan.orders.OrderId;
import banyan.orders.OrderLine;
import banyan.platform.http.EntityTag;
import java.time.Instant;
import java.util.List;

/**
 * An order as it stands. Every change is the next version of it.
 *
 * @param placedBy the principal who placed it
 * @param version 1 for a new order, one more with every change; its entity tag
 */
record Order(
    OrderId id,
    String placedBy,
    OrderState state,
    List<OrderLine> lines,
    Money total,
    long version,
    Instant placedAt,
    Instant updatedAt) {
  Order {
    lines = List.copyOf(lines);
    // PostgreSQL keeps microseconds; an order must read the same before and after it was stored.
    placedAt = placedAt.truncatedTo(MICROS);
    updatedAt = updatedAt.truncatedTo(MICROS);
  }

  static Order placed(OrderId id, String placedBy, NewOrder wanted, Instant now) {
    return new Order(
        id, placedBy, new OrderState.Placed(), wanted.lines(), wanted.total(), 1, now, now);
  }

  Order in(OrderState next, Instant now) {
    return new Order(id, placedBy, next, lines, total, version + 1, placedAt, now);
  }

  /** The strong validator of everything a client can see of it. */
  EntityTag tag() {
    return EntityTag.strong(Long.toString(version));
  }

  /** Whether nothing more is to be done for it. */
  boolean isFinished() {
    return Saga.next(state).isEmpty();
  }
}
