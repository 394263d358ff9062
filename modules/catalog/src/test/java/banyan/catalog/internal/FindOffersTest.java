package banyan.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.catalog.Catalog;
import banyan.catalog.Money;
import banyan.catalog.OffersAsked;
import banyan.catalog.OffersFound;
import banyan.catalog.OffersFound.OfferStatus;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.platform.TimeOrderedIds;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What other contexts learn of products, through the switchboard as they ask it. */
final class FindOffersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final Sku LAMP = new Sku("LAMP-1");
  private static final Sku CHAIR = new Sku("CHAIR-1");
  private static final Sku NOTHING = new Sku("NOTHING-1");

  @AutoClose private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of("catalog");

  private static final Catalog CATALOG =
      Switchboard.local(Offer.of(Catalog.class, new CatalogCalls(DATABASE.context("catalog"))))
          .to(Catalog.class);

  @BeforeAll
  static void addProducts() {
    TimeOrderedIds ids = new TimeOrderedIds(new Random(1));
    DATABASE
        .context("catalog")
        .write(
            "main",
            tx -> {
              Products products = new Products(tx);
              products.insert(product(ids, LAMP));
              products.insert(product(ids, CHAIR).archived(NOW));
              return null;
            });
  }

  @Test
  void findsWhatIsSoldArchivedAndUnknown() {
    OffersFound found =
        CATALOG.offers(arrival("main"), new OffersAsked(List.of(NOTHING, CHAIR, LAMP)));

    assertThat(found.offers()).extracting(OffersFound.Offer::sku).containsExactly(CHAIR, LAMP);
    assertThat(found.offers())
        .extracting(OffersFound.Offer::status)
        .containsExactly(OfferStatus.ARCHIVED, OfferStatus.FOR_SALE);
    assertThat(found.offers().getLast().price()).isEqualTo(new Money(1999, "EUR"));
    assertThat(found.unknown()).containsExactly(NOTHING);
  }

  @Test
  void showsNoTenantTheProductsOfAnother() {
    OffersFound found = CATALOG.offers(arrival("other"), new OffersAsked(List.of(LAMP)));

    assertThat(found.unknown()).containsExactly(LAMP);
  }

  @Test
  void takesNoSkuTwiceAndNoEmptyQuestion() {
    assertThatThrownBy(() -> new OffersAsked(List.of(LAMP, LAMP))).hasMessageContaining("twice");
    assertThatThrownBy(() -> new OffersAsked(List.of())).hasMessageContaining("1 to");
  }

  private static Arrival arrival(String tenant) {
    return new Arrival(
        new Caller(tenant, "tester", Set.of()), "test", Deadline.in(Duration.ofSeconds(20)));
  }

  private static Product product(TimeOrderedIds ids, Sku sku) {
    NewProduct wanted = new NewProduct(sku, "Test product", "", new Money(1999, "EUR"));
    return Product.added(new ProductId(ids.next(NOW)), wanted, NOW);
  }
}
