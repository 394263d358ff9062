package banyan.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProductFilterTest {
  private static final ProductFilter ALL = new ProductFilter(null, null);

  @Test
  void makesAListForEachTenant() {
    assertThat(ALL.list("main")).isNotEqualTo(ALL.list("other"));
  }

  @Test
  void makesAListForEachSearch() {
    assertThat(new ProductFilter("oak", null).list("main"))
        .isNotEqualTo(ALL.list("main"))
        .isNotEqualTo(new ProductFilter("Oak", null).list("main"));
  }

  @Test
  void makesAListForEachStatus() {
    assertThat(new ProductFilter(null, Product.Status.ACTIVE).list("main"))
        .isNotEqualTo(ALL.list("main"))
        .isNotEqualTo(new ProductFilter("active", null).list("main"));
  }
}
