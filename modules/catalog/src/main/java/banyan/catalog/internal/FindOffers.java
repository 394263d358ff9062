package banyan.catalog.internal;

import banyan.catalog.OffersFound;
import banyan.catalog.OffersFound.Offer;
import banyan.catalog.OffersFound.OfferStatus;
import banyan.catalog.Sku;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Looks up what is on offer under some SKUs. Any thread. */
final class FindOffers {
  OffersFound find(Products products, List<Sku> skus) {
    return found(products.all(skus), skus);
  }

  static OffersFound found(List<Product> products, List<Sku> skus) {
    Map<Sku, Offer> bySku =
        products.stream().collect(Collectors.toMap(Product::sku, FindOffers::offer));
    List<Offer> offers = skus.stream().map(bySku::get).filter(Objects::nonNull).toList();
    return new OffersFound(offers, skus.stream().filter(sku -> !bySku.containsKey(sku)).toList());
  }

  private static Offer offer(Product product) {
    OfferStatus status =
        switch (product.status()) {
          case ACTIVE -> OfferStatus.FOR_SALE;
          case ARCHIVED -> OfferStatus.ARCHIVED;
        };
    return new Offer(product.id(), product.sku(), product.name(), product.price(), status);
  }
}
