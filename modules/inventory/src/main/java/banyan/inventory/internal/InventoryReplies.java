package banyan.inventory.internal;

import static banyan.inventory.internal.InventoryProblems.RESERVATION_CLOSED;
import static banyan.inventory.internal.InventoryProblems.RESERVATION_NOT_FOUND;

import banyan.catalog.Sku;
import banyan.inventory.MoveOutcome;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationId;
import banyan.inventory.ReservationState;
import banyan.inventory.Shortage;
import banyan.inventory.StockLevel;
import banyan.inventory.StockProblems;
import banyan.platform.http.EntityTag;
import banyan.platform.http.Reply;
import banyan.wire.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers of the inventory's endpoints. */
final class InventoryReplies {
  private static final String ETAG = "ETag";
  private static final int NOT_MODIFIED = 304;

  private InventoryReplies() {}

  static Reply shown(StockLevel level) {
    return Reply.ok(StockView.of(level)).with(ETAG, ShowStock.tag(level).text());
  }

  static Reply notModified(EntityTag current) {
    return new Reply(NOT_MODIFIED, Map.of(ETAG, current.text()), null);
  }

  static Reply noStock(Sku sku) {
    return Reply.problem(
        Problem.of(
            InventoryProblems.STOCK_NOT_FOUND, "nothing has ever been received of the SKU " + sku));
  }

  static Reply full(Sku sku) {
    return Reply.problem(
        Problem.of(
            InventoryProblems.STOCK_FULL,
            "with this receipt there would be more than %d of the SKU %s"
                .formatted(Stock.ON_HAND_MAX, sku)));
  }

  static Reply reserved(Reservation reservation) {
    return Reply.created(
        InventoryRoutes.RESERVATIONS + "/" + reservation.id(), ReservationView.of(reservation));
  }

  static Reply outOfStock(List<Shortage> shortages) {
    String skus =
        shortages.stream().map(each -> each.sku().value()).collect(Collectors.joining(", "));
    return Reply.problem(
        Problem.of(StockProblems.OUT_OF_STOCK, "there is not enough of " + skus)
            .with("shortages", shortages.stream().map(ShortageView::of).toList()));
  }

  static Reply shown(Reservation reservation) {
    return Reply.ok(ReservationView.of(reservation));
  }

  static Reply noReservation(ReservationId id) {
    return Reply.problem(Problem.of(RESERVATION_NOT_FOUND, "no reservation has the id " + id));
  }

  static Reply closed(ReservationState state) {
    return Reply.problem(
        Problem.of(RESERVATION_CLOSED, "the reservation is " + state.word())
            .with("state", state.word()));
  }

  static Reply moved(MoveOutcome outcome) {
    return switch (outcome) {
      case MoveOutcome.Moved(Reservation reservation) -> shown(reservation);
      case MoveOutcome.NotPossible(ReservationState state) -> closed(state);
      case MoveOutcome.Unknown(ReservationId id) -> noReservation(id);
    };
  }
}
