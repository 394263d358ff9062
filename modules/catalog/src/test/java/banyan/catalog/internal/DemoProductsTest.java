package banyan.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DemoProductsTest {
  private final List<Product> products = AddDemoProducts.all();

  @Test
  void areTheSameEveryTime() {
    assertThat(AddDemoProducts.all()).isEqualTo(products);
  }

  @Test
  void areAllDifferent() {
    assertThat(products).hasSize(500);
    assertThat(products).extracting(Product::id).doesNotHaveDuplicates();
    assertThat(products).extracting(Product::sku).doesNotHaveDuplicates();
    assertThat(products).extracting(Product::name).doesNotHaveDuplicates();
  }

  @Test
  void haveIdsInTheOrderOfTheirTimes() {
    // As text: UUID.compareTo is signed and would order otherwise.
    assertThat(products).isSortedAccordingTo(Comparator.comparing(p -> p.id().toString()));
    assertThat(products).isSortedAccordingTo(Comparator.comparing(Product::createdAt));
    assertThat(products).allMatch(product -> product.id().value().version() == 7);
  }

  @Test
  void keepTheRulesOfProductsThatClientsAdd() {
    assertThat(products)
        .allMatch(product -> product.name().length() <= Product.NAME_LENGTH_MAX)
        .allMatch(product -> product.description().length() <= Product.DESCRIPTION_LENGTH_MAX)
        .allMatch(product -> product.price().amountMinor() >= 700);
  }

  @Test
  void areMostlyForSale() {
    assertThat(products)
        .filteredOn(Product::isArchived)
        .hasSizeBetween(10, 50)
        .allMatch(product -> product.updatedAt().isAfter(product.createdAt()));
    assertThat(products).extracting(Product::status).containsAll(Set.of(Product.Status.values()));
  }
}
