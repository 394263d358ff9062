package banyan.orders.internal;

import banyan.orders.OrderId;
import java.util.UUID;

/**
 * The permission to work on an order, which ends by itself. It saves two workers from doing the
 * same; what keeps an order whole are its version and the keys of its commands.
 *
 * @param holder this one piece of work, in whatever process
 */
record Lease(OrderId order, UUID holder) {
  /** A new piece of work. */
  static Lease of(OrderId order) {
    return new Lease(order, UUID.randomUUID());
  }
}
