package banyan.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.Money;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChangePriceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final Money PRICE = new Money(4_990, "EUR");

  private final Product product = AddDemoProducts.all().getFirst();

  @Test
  void isTheNextVersionWithTheNewPrice() {
    var result = decide(product, new EntityTags.Any());

    assertThat(result).isEqualTo(new ChangePrice.Result.Changed(product.withPrice(PRICE, NOW)));
    assertThat(product.withPrice(PRICE, NOW).version()).isEqualTo(product.version() + 1);
  }

  @Test
  void isRefusedWhenAnotherStateIsMeant() {
    var stale = new EntityTags.Listed(List.of(EntityTag.strong("0")));

    assertThat(decide(product, stale)).isEqualTo(new ChangePrice.Result.Stale(product.tag()));
  }

  @Test
  void isRefusedForAWeakTagOfThisVeryState() {
    var weak = new EntityTags.Listed(List.of(new EntityTag(product.tag().opaque(), true)));

    assertThat(decide(product, weak)).isEqualTo(new ChangePrice.Result.Stale(product.tag()));
  }

  @Test
  void isRefusedForAnArchivedProductWhateverStateIsMeant() {
    Product archived = product.archived(NOW);
    var stale = new EntityTags.Listed(List.of(product.tag()));

    assertThat(decide(archived, new EntityTags.Any())).isEqualTo(new ChangePrice.Result.Archived());
    assertThat(decide(archived, stale)).isEqualTo(new ChangePrice.Result.Archived());
  }

  private static ChangePrice.Result decide(Product product, EntityTags expected) {
    return ChangePrice.decide(product, expected, PRICE, NOW);
  }
}
