package banyan.orders.internal;

import banyan.catalog.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as a client sees it.
 *
 * @param refusal the name of the problem that it was refused with; null, and absent from the JSON,
 *     unless it was
 */
record OrderView(
    UUID id,
    String status,
    @Nullable String refusal,
    List<NewOrderBody.LineBody> lines,
    Money total,
    String placedBy,
    Instant placedAt,
    Instant updatedAt) {
  OrderView {
    lines = List.copyOf(lines);
  }

  static OrderView of(Order order) {
    String refusal =
        order.state() instanceof OrderState.Refused(Refusal why)
            ? RefusalProblems.type(why).name()
            : null;
    return new OrderView(
        order.id().value(),
        order.state().status().word(),
        refusal,
        order.lines().stream().map(NewOrderBody.LineBody::of).toList(),
        order.total(),
        order.placedBy(),
        order.placedAt(),
        order.updatedAt());
  }
}
