package banyan.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SagaTest {
  private static final Refusal WHY = new Refusal.OutOfStock(List.of());
  private static final Refusal LOST = new Refusal.ReservationLost();

  private static final List<OrderState> STATES =
      List.of(
          new Placed(),
          new Priced(),
          new Reserved(),
          new Confirmed(),
          new Refused(WHY),
          new Cancelling(),
          new Cancelled());

  private static final List<OrderEvent> EVENTS =
      List.of(
          new PricesAgreed(),
          new PricesRefused(WHY),
          new StockReserved(),
          new StockRefused(WHY),
          new ReservationCommitted(),
          new ReservationLost(),
          new CancelAsked(),
          new StockReturned());

  private record Move(OrderState from, OrderEvent event, OrderState to) {}

  private static final List<Move> MOVES =
      List.of(
          new Move(new Placed(), new PricesAgreed(), new Priced()),
          new Move(new Placed(), new PricesRefused(WHY), new Refused(WHY)),
          new Move(new Placed(), new CancelAsked(), new Cancelled()),
          new Move(new Priced(), new StockReserved(), new Reserved()),
          new Move(new Priced(), new StockRefused(WHY), new Refused(WHY)),
          new Move(new Priced(), new CancelAsked(), new Cancelling()),
          new Move(new Reserved(), new ReservationCommitted(), new Confirmed()),
          new Move(new Reserved(), new ReservationLost(), new Refused(LOST)),
          new Move(new Reserved(), new CancelAsked(), new Cancelling()),
          new Move(new Confirmed(), new CancelAsked(), new Cancelling()),
          new Move(new Cancelling(), new StockReturned(), new Cancelled()));

  static Stream<Arguments> everyStateAndEvent() {
    return STATES.stream()
        .flatMap(state -> EVENTS.stream().map(event -> Arguments.of(state, event)));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndEvent")
  void movesAsListedAndNotOtherwise(OrderState state, OrderEvent event) {
    Optional<OrderState> listed =
        MOVES.stream()
            .filter(move -> move.from().equals(state) && move.event().equals(event))
            .map(Move::to)
            .findFirst();

    assertThat(Saga.after(state, event)).isEqualTo(listed);
  }

  @Test
  void asksForOneStepInEachUnfinishedState() {
    assertThat(Saga.next(new Placed())).contains(Step.CHECK_PRICES);
    assertThat(Saga.next(new Priced())).contains(Step.RESERVE);
    assertThat(Saga.next(new Reserved())).contains(Step.COMMIT);
    assertThat(Saga.next(new Cancelling())).contains(Step.RETURN_STOCK);
  }

  @Test
  void asksForNothingAtTheEnd() {
    assertThat(Saga.next(new Confirmed())).isEmpty();
    assertThat(Saga.next(new Refused(WHY))).isEmpty();
    assertThat(Saga.next(new Cancelled())).isEmpty();
  }

  /** Otherwise a worker would come to a halt in the middle of the way. */
  @Test
  void canLeaveEveryStateThatAsksForAStep() {
    assertThat(STATES)
        .filteredOn(state -> Saga.next(state).isPresent())
        .allMatch(state -> MOVES.stream().anyMatch(move -> move.from().equals(state)));
  }
}
