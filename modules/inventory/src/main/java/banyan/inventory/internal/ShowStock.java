package banyan.inventory.internal;

import banyan.catalog.Sku;
import banyan.inventory.StockLevel;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the stock of one SKU, unless the caller has it as it stands. Any thread. */
final class ShowStock {
  /** What came of it. */
  sealed interface Result {
    record Shown(StockLevel level) implements Result {}

    record NotModified(EntityTag current) implements Result {}

    record Unknown() implements Result {}
  }

  private final InstantSource clock;

  ShowStock(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param known the states that the caller has; null when it has none
   */
  Result show(Stock stock, Sku sku, @Nullable EntityTags known) {
    return stock.levels(List.of(sku), clock.instant()).stream()
        .findFirst()
        .map(level -> decide(level, known))
        .orElseGet(Result.Unknown::new);
  }

  static Result decide(StockLevel level, @Nullable EntityTags known) {
    if (known != null && known.include(tag(level))) {
      return new Result.NotModified(tag(level));
    }
    return new Result.Shown(level);
  }

  /** The strong validator: the two numbers are everything a client can see. */
  static EntityTag tag(StockLevel level) {
    return EntityTag.strong(level.onHand() + "-" + level.reserved());
  }
}
