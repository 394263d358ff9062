package banyan.catalog;

import java.util.HashSet;
import java.util.List;

/**
 * SKUs to be looked up.
 *
 * @param skus 1 to {@link #SKUS_MAX}, none of them twice
 */
public record OffersAsked(List<Sku> skus) {
  public static final int SKUS_MAX = 1_000;

  public OffersAsked {
    skus = List.copyOf(skus);
    if (skus.isEmpty() || skus.size() > SKUS_MAX) {
      throw new IllegalArgumentException(skus.size() + " SKUs: ask for 1 to " + SKUS_MAX);
    }
    if (new HashSet<>(skus).size() < skus.size()) {
      throw new IllegalArgumentException("a SKU stands twice: ask once for each");
    }
  }
}
