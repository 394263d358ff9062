package banyan.inventory;

import banyan.platform.calls.Command;
import banyan.platform.calls.CommandKey;
import banyan.platform.calls.Contract;
import banyan.platform.calls.Query;
import banyan.wire.Arrival;

/** What other contexts may ask of the inventory. Each command may be sent again. */
@Contract("inventory")
public interface Inventory {
  /** The stock of some SKUs. */
  @Query
  StockLevels levels(Arrival arrival, StockAsked asked);

  /** Holds stock for a time: all lines or none. */
  @Command
  ReserveOutcome reserve(Arrival arrival, CommandKey key, ReserveStock wanted);

  /** Takes what a reservation holds, for good. */
  @Command
  MoveOutcome commit(Arrival arrival, CommandKey key, ReservationAsked asked);

  /**
   * Frees what a reservation holds. Where there is none of this id there will never be one: a
   * reserve that was overtaken is refused.
   */
  @Command
  MoveOutcome release(Arrival arrival, CommandKey key, ReservationAsked asked);

  /** Brings back the stock of a committed reservation. */
  @Command
  MoveOutcome giveBack(Arrival arrival, CommandKey key, ReservationAsked asked);
}
