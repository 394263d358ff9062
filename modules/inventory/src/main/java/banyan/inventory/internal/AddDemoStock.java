package banyan.inventory.internal;

import banyan.catalog.Sku;
import banyan.catalog.demo.DemoProducts;
import banyan.inventory.StockLine;
import java.util.List;
import java.util.Random;

/** Fills an empty inventory for a first tour: stock of the catalogue's demo products. */
final class AddDemoStock {
  private static final long SEED = 4_2026;
  private static final int QUANTITY_MAX = 120;

  private AddDemoStock() {}

  /** How many SKUs were stocked: none where there is stock already. */
  static int add(Stock stock) {
    if (!stock.isEmpty()) {
      return 0;
    }
    List<StockLine> goods = generate();
    stock.insertAll(goods);
    return goods.size();
  }

  /** The same on every machine: documentation may quote it. */
  static List<StockLine> generate() {
    Random random = new Random(SEED);
    return DemoProducts.all().stream().map(demo -> goods(demo.sku(), random)).toList();
  }

  private static StockLine goods(Sku sku, Random random) {
    return new StockLine(sku, random.nextInt(1, QUANTITY_MAX + 1));
  }
}
