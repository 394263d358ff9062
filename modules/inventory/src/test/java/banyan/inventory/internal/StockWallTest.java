package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.catalog.Sku;
import banyan.inventory.StockLine;
import banyan.platform.database.ContextDatabase;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Caller;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the code would have to forget, the table refuses. */
final class StockWallTest {
  @AutoClose private static final ThrowawayDatabase THROWAWAY = ThrowawayDatabase.of("inventory");

  private final ContextDatabase database = THROWAWAY.context("inventory");

  @ParameterizedTest
  @CsvSource({"HOLD, 6", "FREE, 1", "TAKE, 1"})
  void standsWhereStockWouldFallBelowZero(StockChange change, int quantity) {
    Sku sku = new Sku(change.name());
    database.write(Caller.MAIN_TENANT, tx -> new Stock(tx).receive(new StockLine(sku, 5)));

    assertThatThrownBy(
            () ->
                database.write(
                    Caller.MAIN_TENANT,
                    tx -> {
                      new Stock(tx).change(List.of(new StockLine(sku, quantity)), change);
                      return null;
                    }))
        .hasMessageContaining("stock_is_never_below_zero");
  }
}
