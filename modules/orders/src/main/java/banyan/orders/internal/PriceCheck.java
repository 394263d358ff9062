package banyan.orders.internal;

import banyan.catalog.OffersFound;
import banyan.catalog.OffersFound.Offer;
import banyan.catalog.OffersFound.OfferStatus;
import banyan.catalog.Sku;
import banyan.orders.OrderLine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether an order's lines can be had as the buyer saw them: a pure decision. */
final class PriceCheck {
  private PriceCheck() {}

  /** The most basic objection wins: no product, then none for sale, then another price. */
  static OrderEvent of(List<OrderLine> lines, OffersFound found) {
    if (!found.unknown().isEmpty()) {
      return refused(new Refusal.UnknownSkus(found.unknown()));
    }
    List<Sku> archived =
        found.offers().stream()
            .filter(offer -> offer.status() == OfferStatus.ARCHIVED)
            .map(Offer::sku)
            .toList();
    if (!archived.isEmpty()) {
      return refused(new Refusal.NotForSale(archived));
    }
    List<Refusal.CurrentPrice> changed = changed(lines, found.offers());
    return changed.isEmpty()
        ? new OrderEvent.PricesAgreed()
        : refused(new Refusal.PricesChanged(changed));
  }

  private static List<Refusal.CurrentPrice> changed(List<OrderLine> lines, List<Offer> offers) {
    Map<Sku, Offer> bySku =
        offers.stream().collect(Collectors.toMap(Offer::sku, Function.identity()));
    return lines.stream()
        .filter(line -> !line.unitPrice().equals(offer(bySku, line).price()))
        .map(line -> new Refusal.CurrentPrice(line.sku(), offer(bySku, line).price()))
        .toList();
  }

  private static Offer offer(Map<Sku, Offer> bySku, OrderLine line) {
    Offer offer = bySku.get(line.sku());
    if (offer == null) {
      throw new IllegalStateException("the catalogue says nothing of SKU " + line.sku());
    }
    return offer;
  }

  private static OrderEvent refused(Refusal why) {
    return new OrderEvent.PricesRefused(why);
  }
}
