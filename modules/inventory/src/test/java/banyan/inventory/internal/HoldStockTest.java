package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.catalog.Sku;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationId;
import banyan.inventory.ReservationState;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.Shortage;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HoldStockTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final Sku MUG = new Sku("MUG");
  private static final Sku LAMP = new Sku("LAMP");
  private static final ReservationId ID = new ReservationId(new UUID(7, 7));
  private static final ReserveStock WANTED =
      new ReserveStock(ID, List.of(new StockLine(MUG, 3), new StockLine(LAMP, 1)));

  @Test
  void namesEverySkuOfWhichThereIsNotEnough() {
    var levels = Map.of(MUG, new StockLevel(MUG, 10, 8));

    assertThat(HoldStock.shortages(WANTED.lines(), levels))
        .containsExactly(new Shortage(LAMP, 1, 0), new Shortage(MUG, 3, 2));
  }

  @Test
  void takesTheLastPieces() {
    var levels = Map.of(MUG, new StockLevel(MUG, 3, 0), LAMP, new StockLevel(LAMP, 9, 8));

    assertThat(HoldStock.shortages(WANTED.lines(), levels)).isEmpty();
  }

  static List<ReservationState> isTheSameReservation() {
    return List.of(new ReservationState.Held(NOW), new ReservationState.Committed(NOW));
  }

  @ParameterizedTest
  @MethodSource
  void isTheSameReservation(ReservationState state) {
    Reservation known = new Reservation(ID, WANTED.lines().reversed(), state);

    assertThat(HoldStock.again(known, WANTED)).isEqualTo(new ReserveOutcome.Reserved(known));
  }

  @ParameterizedTest
  @MethodSource("isTheSameReservation")
  void refusesOtherLinesUnderTheSameId(ReservationState state) {
    Reservation known = new Reservation(ID, List.of(new StockLine(MUG, 4)), state);

    assertThat(HoldStock.again(known, WANTED)).isEqualTo(new ReserveOutcome.OtherLines(known));
  }

  static List<ReservationState> holdsNothingAgainOnceItIsOver() {
    return List.of(
        new ReservationState.Expired(NOW),
        new ReservationState.Released(NOW),
        new ReservationState.Returned(NOW));
  }

  @ParameterizedTest
  @MethodSource
  void holdsNothingAgainOnceItIsOver(ReservationState state) {
    Reservation known = new Reservation(ID, WANTED.lines(), state);

    assertThat(HoldStock.again(known, WANTED)).isEqualTo(new ReserveOutcome.Closed(state));
  }

  @Test
  void wantsSomeLinesAndNoSkuTwice() {
    StockLine mugs = new StockLine(MUG, 1);
    List<StockLine> tooMany =
        IntStream.rangeClosed(0, ReserveStock.LINES_MAX)
            .mapToObj(n -> new StockLine(new Sku("S-" + n), 1))
            .toList();

    assertThatThrownBy(() -> new ReserveStock(ID, List.of())).hasMessageContaining("0 lines");
    assertThatThrownBy(() -> new ReserveStock(ID, List.of(mugs, mugs)))
        .hasMessageContaining("two lines");
    assertThatThrownBy(() -> new ReserveStock(ID, tooMany)).hasMessageContaining("101 lines");
    assertThatThrownBy(() -> new StockLine(MUG, 0)).hasMessageContaining("use 1 to 1000000");
  }
}
