package banyan.inventory.internal;

import banyan.inventory.Inventory;
import banyan.inventory.MoveOutcome;
import banyan.inventory.ReservationAsked;
import banyan.inventory.ReservationId;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.StockAsked;
import banyan.inventory.StockLevels;
import banyan.platform.Ground;
import banyan.platform.calls.CommandKey;
import banyan.platform.database.ContextDatabase;
import banyan.platform.idempotency.Keys;
import banyan.wire.Arrival;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** What other contexts call: the use cases, once for each key. Any thread. */
final class InventoryCalls implements Inventory {
  private final ContextDatabase database;
  private final InstantSource clock;
  private final Keys keys;
  private final HoldStock holdStock;
  private final MoveReservation moveReservation;

  InventoryCalls(Ground ground) {
    database = ground.database();
    clock = ground.clock();
    keys = new Keys(clock);
    holdStock = new HoldStock(ground.settings().get(InventorySettings.RESERVATION_TTL), clock);
    moveReservation = new MoveReservation(clock);
  }

  @Override
  public StockLevels levels(Arrival arrival, StockAsked asked) {
    return database.read(
        arrival.caller().tenant(),
        tx -> new StockLevels(new Stock(tx).levels(asked.skus(), clock.instant())));
  }

  @Override
  public ReserveOutcome reserve(Arrival arrival, CommandKey key, ReserveStock wanted) {
    return keys.once(
        arrival,
        "inventory/reserve",
        key,
        wanted,
        ReserveOutcome.class,
        database,
        tx -> holdStock.hold(new Reservations(tx), new Stock(tx), wanted));
  }

  @Override
  public MoveOutcome commit(Arrival arrival, CommandKey key, ReservationAsked asked) {
    return move(arrival, "inventory/commit", key, asked, moving(Move.COMMIT));
  }

  @Override
  public MoveOutcome release(Arrival arrival, CommandKey key, ReservationAsked asked) {
    return move(arrival, "inventory/release", key, asked, moveReservation::releaseForGood);
  }

  @Override
  public MoveOutcome giveBack(Arrival arrival, CommandKey key, ReservationAsked asked) {
    return move(arrival, "inventory/give-back", key, asked, moving(Move.GIVE_BACK));
  }

  private MoveOutcome move(
      Arrival arrival,
      String operation,
      CommandKey key,
      ReservationAsked asked,
      BiFunction<Reservations, ReservationId, MoveOutcome> move) {
    return keys.once(
        arrival,
        operation,
        key,
        asked,
        MoveOutcome.class,
        database,
        tx -> move.apply(new Reservations(tx), asked.id()));
  }

  private BiFunction<Reservations, ReservationId, MoveOutcome> moving(Move move) {
    return (reservations, id) -> moveReservation.move(reservations, id, move);
  }
}
