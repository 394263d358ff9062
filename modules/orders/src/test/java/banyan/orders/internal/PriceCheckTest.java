package banyan.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.Money;
import banyan.catalog.OffersFound;
import banyan.catalog.OffersFound.Offer;
import banyan.catalog.OffersFound.OfferStatus;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.orders.OrderLine;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PriceCheckTest {
  private static final Sku LAMP = new Sku("LAMP");
  private static final Sku SHELF = new Sku("SHELF");
  private static final Money PRICE = new Money(1_999, "EUR");
  private static final List<OrderLine> LINES =
      List.of(new OrderLine(LAMP, 1, PRICE), new OrderLine(SHELF, 3, PRICE));

  @Test
  void agreesWhenEveryPriceIsAsSeen() {
    assertThat(check(offer(LAMP, PRICE), offer(SHELF, PRICE)))
        .isEqualTo(new OrderEvent.PricesAgreed());
  }

  @Test
  void namesEveryPriceThatIsAnother() {
    Money dearer = new Money(2_000, "EUR");

    assertThat(check(offer(SHELF, dearer), offer(LAMP, PRICE)))
        .isEqualTo(
            refused(new Refusal.PricesChanged(List.of(new Refusal.CurrentPrice(SHELF, dearer)))));
  }

  @Test
  void takesAnotherCurrencyForAnotherPrice() {
    Money dollars = new Money(1_999, "USD");

    assertThat(check(offer(LAMP, dollars), offer(SHELF, PRICE)))
        .isEqualTo(
            refused(new Refusal.PricesChanged(List.of(new Refusal.CurrentPrice(LAMP, dollars)))));
  }

  @Test
  void namesWhatIsOffSaleBeforeItsPrice() {
    Offer archived = offer(LAMP, new Money(1, "EUR"), OfferStatus.ARCHIVED);

    assertThat(check(archived, offer(SHELF, PRICE)))
        .isEqualTo(refused(new Refusal.NotForSale(List.of(LAMP))));
  }

  @Test
  void namesWhatDoesNotExistBeforeAllElse() {
    var found = new OffersFound(List.of(offer(SHELF, PRICE, OfferStatus.ARCHIVED)), List.of(LAMP));

    assertThat(PriceCheck.of(LINES, found))
        .isEqualTo(refused(new Refusal.UnknownSkus(List.of(LAMP))));
  }

  private static OrderEvent check(Offer... offers) {
    return PriceCheck.of(LINES, new OffersFound(List.of(offers), List.of()));
  }

  private static OrderEvent refused(Refusal why) {
    return new OrderEvent.PricesRefused(why);
  }

  private static Offer offer(Sku sku, Money price) {
    return offer(sku, price, OfferStatus.FOR_SALE);
  }

  private static Offer offer(Sku sku, Money price, OfferStatus status) {
    return new Offer(new ProductId(new UUID(0, 1)), sku, "A thing", price, status);
  }
}
