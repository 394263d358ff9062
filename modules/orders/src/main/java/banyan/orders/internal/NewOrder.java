package banyan.orders.internal;

import banyan.catalog.Money;
import banyan.catalog.Sku;
import banyan.orders.OrderLine;
import banyan.wire.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An order that somebody wants to place.
 *
 * @param lines 1 to {@link #LINES_MAX}, each of its own SKU, all in one currency
 */
record NewOrder(List<OrderLine> lines) {
  static final int LINES_MAX = 100;

  public NewOrder {
    lines = List.copyOf(lines);
  }

  /** What the lines break that no shape can tell; empty when they can be ordered. */
  List<Violation> violations() {
    if (lines.isEmpty()) {
      return List.of(new Violation("/lines", "must have at least 1 value"));
    }
    List<Violation> violations = new ArrayList<>();
    String currency = lines.getFirst().unitPrice().currency();
    Set<Sku> seen = new HashSet<>();
    for (int line = 0; line < lines.size(); line++) {
      if (!seen.add(lines.get(line).sku())) {
        violations.add(
            new Violation(
                "/lines/" + line + "/sku", "is in a line before: order it once, with a quantity"));
      }
      if (!lines.get(line).unitPrice().currency().equals(currency)) {
        violations.add(
            new Violation(
                "/lines/" + line + "/unitPrice/currency",
                "must be " + currency + ", as in the first line"));
      }
    }
    if (amountMinor() > Money.AMOUNT_MINOR_MAX) {
      violations.add(
          new Violation("/lines", "must come to " + Money.AMOUNT_MINOR_MAX + " at most in all"));
    }
    return List.copyOf(violations);
  }

  /** What the lines come to; they must have no violations. */
  Money total() {
    return new Money(amountMinor(), lines.getFirst().unitPrice().currency());
  }

  private long amountMinor() {
    return lines.stream().mapToLong(OrderLine::amountMinor).sum();
  }
}
