package banyan.inventory;

import banyan.catalog.Sku;
import java.util.List;

/**
 * Which stock is asked for.
 *
 * @param skus at most {@link #SKUS_MAX}
 */
public record StockAsked(List<Sku> skus) {
  public static final int SKUS_MAX = 1_000;

  public StockAsked {
    skus = List.copyOf(skus);
    if (skus.size() > SKUS_MAX) {
      throw new IllegalArgumentException(skus.size() + " SKUs: ask for " + SKUS_MAX + " at once");
    }
  }
}
