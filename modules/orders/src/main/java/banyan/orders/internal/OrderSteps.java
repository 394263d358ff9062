package banyan.orders.internal;

import banyan.catalog.Catalog;
import banyan.catalog.OffersAsked;
import banyan.inventory.Inventory;
import banyan.inventory.MoveOutcome;
import banyan.inventory.ReservationAsked;
import banyan.inventory.ReservationId;
import banyan.inventory.ReservationState;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.Shortage;
import banyan.inventory.StockLine;
import banyan.orders.OrderLine;
import banyan.platform.calls.CommandKey;
import banyan.wire.Arrival;

/**
 * The steps of an order's way, as calls to the catalogue and to inventory. Each may be repeated:
 * the reservation has the order's id, and the key of each command is the order's id and the
 * command's name, whoever sends it. Any thread; blocks.
 */
final class OrderSteps {
  private final Catalog catalog;
  private final Inventory inventory;

  OrderSteps(Catalog catalog, Inventory inventory) {
    this.catalog = catalog;
    this.inventory = inventory;
  }

  /** Takes the step and says what happened. */
  OrderEvent take(Step step, Arrival arrival, Order order) {
    return switch (step) {
      case CHECK_PRICES -> checkPrices(arrival, order);
      case RESERVE -> reserve(arrival, order);
      case COMMIT -> commit(arrival, order);
      case RETURN_STOCK -> returnStock(arrival, order);
    };
  }

  private OrderEvent checkPrices(Arrival arrival, Order order) {
    OffersAsked asked = new OffersAsked(order.lines().stream().map(OrderLine::sku).toList());
    return PriceCheck.of(order.lines(), catalog.offers(arrival, asked));
  }

  private OrderEvent reserve(Arrival arrival, Order order) {
    ReserveStock wanted =
        new ReserveStock(
            reservation(order).id(),
            order.lines().stream()
                .map(line -> new StockLine(line.sku(), line.quantity()))
                .toList());
    return switch (inventory.reserve(arrival, key(order, "reserve"), wanted)) {
      case ReserveOutcome.Reserved _ -> new OrderEvent.StockReserved();
      case ReserveOutcome.OutOfStock(var shortages) ->
          new OrderEvent.StockRefused(
              new Refusal.OutOfStock(shortages.stream().map(OrderSteps::shortage).toList()));
      case ReserveOutcome.Closed _ -> new OrderEvent.StockRefused(new Refusal.ReservationLost());
      case ReserveOutcome.OtherLines(var other) ->
          throw new IllegalStateException("the reservation of " + order.id() + " is " + other);
    };
  }

  private OrderEvent commit(Arrival arrival, Order order) {
    return switch (inventory.commit(arrival, key(order, "commit"), reservation(order))) {
      case MoveOutcome.Moved _ -> new OrderEvent.ReservationCommitted();
      case MoveOutcome.NotPossible _, MoveOutcome.Unknown _ -> new OrderEvent.ReservationLost();
    };
  }

  /** Nobody knows here how far the reservation came, so inventory is asked for both ways back. */
  private OrderEvent returnStock(Arrival arrival, Order order) {
    MoveOutcome released = inventory.release(arrival, key(order, "release"), reservation(order));
    if (released instanceof MoveOutcome.NotPossible(ReservationState.Committed _)) {
      return returned(
          order, inventory.giveBack(arrival, key(order, "give-back"), reservation(order)));
    }
    return returned(order, released);
  }

  private static OrderEvent returned(Order order, MoveOutcome outcome) {
    return switch (outcome) {
      case MoveOutcome.Moved _,
          MoveOutcome.NotPossible(ReservationState.Released _),
          MoveOutcome.NotPossible(ReservationState.Expired _),
          MoveOutcome.NotPossible(ReservationState.Returned _) ->
          new OrderEvent.StockReturned();
      case MoveOutcome.NotPossible _, MoveOutcome.Unknown _ ->
          throw new IllegalStateException("the stock of " + order.id() + " is " + outcome);
    };
  }

  private static Refusal.Shortage shortage(Shortage shortage) {
    return new Refusal.Shortage(shortage.sku(), shortage.wanted(), shortage.available());
  }

  private static ReservationAsked reservation(Order order) {
    return new ReservationAsked(new ReservationId(order.id().value()));
  }

  private static CommandKey key(Order order, String command) {
    return new CommandKey(order.id() + "/" + command);
  }
}
