package banyan.orders;

import banyan.catalog.Money;
import java.time.Instant;
import java.util.List;

/**
 * An order as other contexts see it.
 *
 * @param placedBy the principal who placed it
 * @param lines 1 to 100, each of its own SKU
 * @param total what the lines come to
 */
public record OrderSummary(
    OrderId id,
    OrderStatus status,
    String placedBy,
    List<OrderLine> lines,
    Money total,
    Instant placedAt) {
  public OrderSummary {
    lines = List.copyOf(lines);
  }
}
