package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.Sku;
import banyan.catalog.demo.DemoProduct;
import banyan.catalog.demo.DemoProducts;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import banyan.platform.database.ContextDatabase;
import banyan.testing.AtOnce;
import banyan.testing.ThrowawayDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each test has a tenant of its own. */
final class AddDemoStockTest {
  private static final List<Sku> SKUS = DemoProducts.all().stream().map(DemoProduct::sku).toList();

  @AutoClose private static final ThrowawayDatabase THROWAWAY = ThrowawayDatabase.of("inventory");

  private final ContextDatabase database = THROWAWAY.context("inventory");

  @Test
  void stocksEveryDemoProductOfAnEmptyInventory() {
    assertThat(add("empty")).isEqualTo(500);
    assertThat(levels("empty"))
        .hasSize(500)
        .allMatch(level -> level.onHand() > 0 && level.reserved() == 0);
  }

  @Test
  void leavesAnInventoryThatHasStock() {
    StockLine only = new StockLine(SKUS.getFirst(), 3);
    database.write("stocked", tx -> new Stock(tx).receive(only));

    assertThat(add("stocked")).isZero();
    assertThat(levels("stocked")).containsExactly(new StockLevel(only.sku(), 3, 0));
  }

  @Test
  void isAddedOnceByTwoInstances() throws Exception {
    AtOnce.run(2, () -> add("twice"));

    assertThat(levels("twice"))
        .extracting(level -> new StockLine(level.sku(), (int) level.onHand()))
        .containsExactlyInAnyOrderElementsOf(AddDemoStock.generate());
  }

  private int add(String tenant) {
    return database.write(tenant, tx -> AddDemoStock.add(new Stock(tx)));
  }

  private List<StockLevel> levels(String tenant) {
    return database.read(tenant, tx -> new Stock(tx).levels(SKUS, Instant.now()));
  }
}
