package banyan.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.database.ContextDatabase;
import banyan.testing.AtOnce;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Caller;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class AddDemoProductsTest {
  private static final List<Product> DEMO = AddDemoProducts.all();

  @AutoClose private final ThrowawayDatabase throwaway = ThrowawayDatabase.of("catalog");
  private final ContextDatabase database = throwaway.context("catalog");

  @Test
  void fillAnEmptyCatalogue() {
    assertThat(add()).isEqualTo(DEMO.size());
    assertThat(stored(DEMO.size() + 1)).isEqualTo(DEMO.reversed());
  }

  @Test
  void leaveACatalogueThatHasAProduct() {
    Product only = DEMO.getFirst();
    database.write(Caller.MAIN_TENANT, tx -> new Products(tx).insert(only));

    assertThat(add()).isZero();
    assertThat(stored(2)).containsExactly(only);
  }

  @Test
  void areAddedOnceByTwoInstances() throws Exception {
    AtOnce.run(2, this::add);

    assertThat(stored(DEMO.size() + 1)).hasSameSizeAs(DEMO);
  }

  private int add() {
    return database.write(Caller.MAIN_TENANT, tx -> AddDemoProducts.add(new Products(tx)));
  }

  private List<Product> stored(int count) {
    return database.read(
        Caller.MAIN_TENANT, tx -> new Products(tx).newest(new ProductFilter(null, null), count));
  }
}
