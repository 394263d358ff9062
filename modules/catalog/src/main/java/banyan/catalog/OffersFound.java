package banyan.catalog;

import java.util.List;

/**
 * What was found under the SKUs that were asked for.
 *
 * @param offers one for each SKU that a product has, in the order of the question
 * @param unknown the SKUs that no product has, in the order of the question
 */
public record OffersFound(List<Offer> offers, List<Sku> unknown) {
  public OffersFound {
    offers = List.copyOf(offers);
    unknown = List.copyOf(unknown);
  }

  /** A product as a buyer sees it. */
  public record Offer(ProductId productId, Sku sku, String name, Money price, OfferStatus status) {}

  /** Whether a product can be bought. */
  public enum OfferStatus {
    FOR_SALE,
    /** It stays readable and is sold no more. */
    ARCHIVED
  }
}
