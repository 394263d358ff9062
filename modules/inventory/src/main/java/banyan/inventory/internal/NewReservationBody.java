package banyan.inventory.internal;

import banyan.inventory.ReservationId;
import banyan.inventory.ReserveStock;
import java.util.List;

/** A new reservation as a client sends it. */
record NewReservationBody(List<LineView> lines) {
  ReserveStock wanted(ReservationId id) {
    return new ReserveStock(id, lines.stream().map(LineView::line).toList());
  }
}
