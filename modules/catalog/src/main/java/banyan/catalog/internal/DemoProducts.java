package banyan.catalog.internal;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.catalog.internal.DemoWords.Kind;
import banyan.catalog.internal.DemoWords.Trait;
import banyan.platform.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes believable products for a homeware shop. The same number gives the same products, ids and
 * times included, on every machine: documentation may quote them. Belongs to one thread.
 */
final class DemoProducts {
  private static final long SEED = 4_2026;

  /** The shop opened on a Monday morning and has added a product every few hours since. */
  private static final Instant OPENING = Instant.parse("2026-01-05T08:00:00Z");

  private static final int HOURS_BETWEEN_MAX = 12;
  private static final int ONE_IN_ARCHIVED = 20;

  /** How prices end, in cents. */
  private static final List<Integer> PRICE_ENDINGS = List.of(0, 0, 50, 90, 90, 95);

  private final Random random = new Random(SEED);
  private final TimeOrderedIds ids = new TimeOrderedIds(random);
  private final Set<String> names = new HashSet<>();
  private Instant now = OPENING;

  private DemoProducts() {}

  /**
   * {@code count} products in the order in which they were added; no two share a name. The words
   * make about a thousand names, so {@code count} stays well below that.
   */
  static List<Product> generate(int count) {
    DemoProducts demo = new DemoProducts();
    List<Product> products = new ArrayList<>(count);
    for (int number = 1; number <= count; number++) {
      products.add(demo.product(number));
    }
    return products;
  }

  private Product product(int number) {
    now = now.plus(Duration.ofMinutes(random.nextInt(1, HOURS_BETWEEN_MAX * 60)));
    Product product = Product.added(new ProductId(ids.next(now)), wanted(number), now);
    boolean isArchived = random.nextInt(ONE_IN_ARCHIVED) == 0;
    return isArchived ? product.archived(now.plus(Duration.ofDays(30))) : product;
  }

  private NewProduct wanted(int number) {
    Kind kind = pick(DemoWords.KINDS);
    Trait look = pick(DemoWords.LOOKS);
    Trait material = pick(kind.materials());
    String name = look.word() + " " + material.word() + " " + kind.noun();
    if (!names.add(name)) {
      return wanted(number);
    }
    String description = look.sentence() + " " + material.sentence() + " " + kind.purpose();
    return new NewProduct(sku(kind, material, number), name, description, price(kind));
  }

  /** Such as {@code KIT-OAK-0042}. */
  private static Sku sku(Kind kind, Trait material, int number) {
    return new Sku("%s-%s-%04d".formatted(kind.category(), material.code(), number));
  }

  private Money price(Kind kind) {
    long euros = random.nextInt(kind.eurosMin(), kind.eurosMax() + 1);
    return new Money(euros * 100 + pick(PRICE_ENDINGS), "EUR");
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
