package banyan.inventory;

import java.util.Comparator;
import java.util.List;

/**
 * Stock that is, or was, promised to somebody.
 *
 * @param lines in the order of their SKUs; empty when it was released before it was made
 */
public record Reservation(ReservationId id, List<StockLine> lines, ReservationState state) {
  public Reservation {
    lines = inOrder(lines);
  }

  /** The same reservation in another state. */
  public Reservation in(ReservationState next) {
    return new Reservation(id, lines, next);
  }

  static List<StockLine> inOrder(List<StockLine> lines) {
    return lines.stream().sorted(Comparator.comparing(line -> line.sku().value())).toList();
  }
}
