package banyan.orders.internal;

import banyan.orders.internal.OrderEvent.CancelAsked;
import banyan.orders.internal.OrderEvent.PricesAgreed;
import banyan.orders.internal.OrderEvent.PricesRefused;
import banyan.orders.internal.OrderEvent.ReservationCommitted;
import banyan.orders.internal.OrderEvent.ReservationLost;
import banyan.orders.internal.OrderEvent.StockRefused;
import banyan.orders.internal.OrderEvent.StockReserved;
import banyan.orders.internal.OrderEvent.StockReturned;
import banyan.orders.internal.OrderState.Cancelled;
import banyan.orders.internal.OrderState.Cancelling;
import banyan.orders.internal.OrderState.Confirmed;
import banyan.orders.internal.OrderState.Placed;
import banyan.orders.internal.OrderState.Priced;
import banyan.orders.internal.OrderState.Refused;
import banyan.orders.internal.OrderState.Reserved;
import java.util.Optional;

/**
 * The way of an order through its states (Garcia-Molina and Salem, Sagas, 1987): pure decisions,
 * nothing done.
 *
 * <p>A state says what may have been done elsewhere, not what was: it is saved before the step that
 * it allows is taken. Who finds an order after a crash takes the step of its state once more, and
 * each step may be repeated. That is all there is to recovery.
 */
final class Saga {
  private Saga() {}

  /** What has to be done for an order in this state; empty when its way is at an end. */
  static Optional<Step> next(OrderState state) {
    return switch (state) {
      case Placed() -> Optional.of(Step.CHECK_PRICES);
      case Priced() -> Optional.of(Step.RESERVE);
      case Reserved() -> Optional.of(Step.COMMIT);
      case Cancelling() -> Optional.of(Step.RETURN_STOCK);
      case Confirmed(), Refused(Refusal _), Cancelled() -> Optional.empty();
    };
  }

  /** Where the event leads from here; empty when it cannot happen here and changes nothing. */
  static Optional<OrderState> after(OrderState state, OrderEvent event) {
    return switch (event) {
      case PricesAgreed() -> when(state instanceof Placed, new Priced());
      case PricesRefused(Refusal why) -> when(state instanceof Placed, new Refused(why));
      case StockReserved() -> when(state instanceof Priced, new Reserved());
      case StockRefused(Refusal why) -> when(state instanceof Priced, new Refused(why));
      case ReservationCommitted() -> when(state instanceof Reserved, new Confirmed());
      case ReservationLost() ->
          when(state instanceof Reserved, new Refused(new Refusal.ReservationLost()));
      case CancelAsked() -> cancelled(state);
      case StockReturned() -> when(state instanceof Cancelling, new Cancelled());
    };
  }

  private static Optional<OrderState> cancelled(OrderState state) {
    return switch (state) {
      // Nothing was reserved, and nothing can be: that takes Priced first.
      case Placed() -> Optional.of(new Cancelled());
      case Priced(), Reserved(), Confirmed() -> Optional.of(new Cancelling());
      case Refused(Refusal _), Cancelling(), Cancelled() -> Optional.empty();
    };
  }

  private static Optional<OrderState> when(boolean isPossible, OrderState next) {
    return isPossible ? Optional.of(next) : Optional.empty();
  }
}
