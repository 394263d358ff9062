package banyan.orders;

import banyan.platform.calls.Command;
import banyan.platform.calls.CommandKey;
import banyan.platform.calls.Contract;
import banyan.platform.calls.Query;
import banyan.wire.Arrival;

/** What other contexts may ask of orders. Orders are those of the caller's tenant. */
@Contract("orders")
public interface Orders {
  /** An order as it stands: what was bought, for how much, and whether it is confirmed. */
  @Query
  OrderFound order(Arrival arrival, OrderAsked asked);

  /**
   * Takes an order back, such as one that is not paid for, and gives its stock back. An order can
   * be cancelled once, so any key does: repeating it is harmless.
   */
  @Command
  CancelOutcome cancel(Arrival arrival, CommandKey key, OrderAsked asked);
}
