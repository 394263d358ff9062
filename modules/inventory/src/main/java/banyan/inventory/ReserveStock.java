package banyan.inventory;

import banyan.catalog.Sku;
import java.util.List;

/**
 * What somebody wants to reserve: all of it or nothing.
 *
 * @param id chosen by the caller
 * @param lines 1 to {@link #LINES_MAX}, no SKU twice; kept in the order of their SKUs
 */
public record ReserveStock(ReservationId id, List<StockLine> lines) {
  public static final int LINES_MAX = 100;

  public ReserveStock {
    lines = Reservation.inOrder(lines);
    if (lines.isEmpty() || lines.size() > LINES_MAX) {
      throw new IllegalArgumentException(lines.size() + " lines: use 1 to " + LINES_MAX);
    }
    if (lines.stream().map(StockLine::sku).distinct().count() < lines.size()) {
      throw new IllegalArgumentException("a SKU stands in two lines: add them up");
    }
  }

  public List<Sku> skus() {
    return lines.stream().map(StockLine::sku).toList();
  }
}
