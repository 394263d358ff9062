package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.catalog.Sku;
import banyan.inventory.Inventory;
import banyan.inventory.MoveOutcome;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationAsked;
import banyan.inventory.ReservationId;
import banyan.inventory.ReservationState;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.Shortage;
import banyan.inventory.StockAsked;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import banyan.platform.Ground;
import banyan.platform.calls.CallContract;
import banyan.platform.calls.CallFailure;
import banyan.platform.calls.CommandKey;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the inventory promises to who calls it; each test has a tenant of its own. */
final class InventoryCallsTest {
  @AutoClose private static final ThrowawayDatabase THROWAWAY = ThrowawayDatabase.of("inventory");

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final Sku MUG = new Sku("MUG");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Ground ground =
      new Ground(THROWAWAY.context("inventory"), new Settings(Map.of()), now::get);
  private final Inventory inventory =
      Switchboard.local(Offer.of(Inventory.class, new InventoryCalls(ground))).to(Inventory.class);
  private final String tenant = "t" + UUID.randomUUID();
  private final Arrival arrival =
      new Arrival(
          new Caller(tenant, "tester", Set.of()), "test", Deadline.in(Duration.ofSeconds(30)));
  private final ReservationId order = new ReservationId(UUID.randomUUID());
  private final ReservationAsked asked = new ReservationAsked(order);
  private final ReserveStock threeMugs = new ReserveStock(order, List.of(new StockLine(MUG, 3)));
  private int keys;

  @BeforeEach
  void receiveFiveMugs() {
    ground.database().write(tenant, tx -> new Stock(tx).receive(new StockLine(MUG, 5)));
  }

  @Test
  void keepTheRulesOfContracts() {
    assertThat(CallContract.of(Inventory.class).context()).isEqualTo("inventory");
  }

  @Test
  void tellTheStockOfKnownSkus() {
    var levels = inventory.levels(arrival, new StockAsked(List.of(MUG, new Sku("NEVER"))));

    assertThat(levels.levels()).containsExactly(new StockLevel(MUG, 5, 0));
  }

  @Test
  void makeOneReservationOfOneIdWhateverTheKey() {
    ReserveOutcome first = reserve(threeMugs);

    assertThat(first).isEqualTo(new ReserveOutcome.Reserved(held()));
    assertThat(reserve(threeMugs)).isEqualTo(first);
    assertStock(5, 3);
  }

  @Test
  void refuseOtherLinesOfTheSameId() {
    reserve(threeMugs);

    assertThat(reserve(new ReserveStock(order, List.of(new StockLine(MUG, 1)))))
        .isEqualTo(new ReserveOutcome.OtherLines(held()));
  }

  @Test
  void nameWhatIsShort() {
    assertThat(reserve(new ReserveStock(order, List.of(new StockLine(MUG, 6)))))
        .isEqualTo(new ReserveOutcome.OutOfStock(List.of(new Shortage(MUG, 6, 5))));
  }

  @Test
  void giveTheFirstResultForTheSameKey() {
    CommandKey key = new CommandKey("order/reserve");
    ReserveOutcome first = inventory.reserve(arrival, key, threeMugs);
    inventory.release(arrival, nextKey(), asked);

    assertThat(inventory.reserve(arrival, key, threeMugs)).isEqualTo(first);
    assertStock(5, 0);
  }

  @Test
  void refuseTheKeyOfAnotherRequest() {
    CommandKey key = new CommandKey("order/reserve");
    inventory.reserve(arrival, key, threeMugs);
    ReserveStock other = new ReserveStock(order, List.of(new StockLine(MUG, 1)));

    assertThatThrownBy(() -> inventory.reserve(arrival, key, other))
        .isInstanceOf(CallFailure.class)
        .hasMessageContaining("idempotency-key-reused");
  }

  @Test
  void commitAndGiveBackEachOnce() {
    reserve(threeMugs);

    assertState(commit(), new ReservationState.Committed(START));
    assertState(commit(), new ReservationState.Committed(START));
    assertStock(2, 0);
    now.set(START.plusSeconds(5));
    assertState(giveBack(), new ReservationState.Returned(START.plusSeconds(5)));
    assertState(giveBack(), new ReservationState.Returned(START.plusSeconds(5)));
    assertStock(5, 0);
    assertThat(commit())
        .isEqualTo(
            new MoveOutcome.NotPossible(new ReservationState.Returned(START.plusSeconds(5))));
  }

  @Test
  void takeCommittedStockForReservedHoweverLate() {
    reserve(threeMugs);
    commit();
    now.set(START.plus(Duration.ofDays(1)));

    assertThat(reserve(threeMugs))
        .isEqualTo(
            new ReserveOutcome.Reserved(
                new Reservation(order, threeMugs.lines(), new ReservationState.Committed(START))));
    assertStock(2, 0);
  }

  @Test
  void refuseAReserveThatItsReleaseHasOvertaken() {
    assertState(release(), new ReservationState.Released(START));
    assertState(release(), new ReservationState.Released(START));

    assertThat(reserve(threeMugs))
        .isEqualTo(new ReserveOutcome.Closed(new ReservationState.Released(START)));
    assertStock(5, 0);
  }

  @Test
  void knowNothingToCommitOrGiveBackUnderAnUnknownId() {
    assertThat(commit()).isEqualTo(new MoveOutcome.Unknown(order));
    assertThat(giveBack()).isEqualTo(new MoveOutcome.Unknown(order));
  }

  @Test
  void doNotCommitWhatHasExpired() {
    reserve(threeMugs);
    Instant end = START.plus(Duration.ofMinutes(10));
    now.set(end);

    assertThat(commit()).isEqualTo(new MoveOutcome.NotPossible(new ReservationState.Expired(end)));
    assertThat(reserve(threeMugs))
        .isEqualTo(new ReserveOutcome.Closed(new ReservationState.Expired(end)));
    assertStock(5, 0);
  }

  private Reservation held() {
    return new Reservation(
        order, threeMugs.lines(), new ReservationState.Held(START.plus(Duration.ofMinutes(10))));
  }

  private ReserveOutcome reserve(ReserveStock wanted) {
    return inventory.reserve(arrival, nextKey(), wanted);
  }

  private MoveOutcome commit() {
    return inventory.commit(arrival, nextKey(), asked);
  }

  private MoveOutcome release() {
    return inventory.release(arrival, nextKey(), asked);
  }

  private MoveOutcome giveBack() {
    return inventory.giveBack(arrival, nextKey(), asked);
  }

  private CommandKey nextKey() {
    return new CommandKey("key-" + keys++);
  }

  private void assertStock(long onHand, long reserved) {
    assertThat(inventory.levels(arrival, new StockAsked(List.of(MUG))).levels())
        .containsExactly(new StockLevel(MUG, onHand, reserved));
  }

  private static void assertState(MoveOutcome outcome, ReservationState state) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            MoveOutcome.Moved.class,
            moved -> assertThat(moved.reservation().state()).isEqualTo(state));
  }
}
