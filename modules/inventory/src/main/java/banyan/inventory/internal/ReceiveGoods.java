package banyan.inventory.internal;

import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import java.time.InstantSource;
import java.util.List;

/** Takes goods that have arrived into the stock. Any thread. */
final class ReceiveGoods {
  /** What came of it. */
  sealed interface Result {
    record Received(StockLevel level) implements Result {}

    /** There would be more on hand than {@link Stock#ON_HAND_MAX}. */
    record Full() implements Result {}
  }

  private final InstantSource clock;

  ReceiveGoods(InstantSource clock) {
    this.clock = clock;
  }

  Result receive(Stock stock, StockLine goods) {
    if (!stock.receive(goods)) {
      return new Result.Full();
    }
    return new Result.Received(stock.levels(List.of(goods.sku()), clock.instant()).getFirst());
  }
}
