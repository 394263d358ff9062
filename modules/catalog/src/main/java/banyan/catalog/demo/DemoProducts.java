package banyan.catalog.demo;

import banyan.catalog.Money;
import banyan.catalog.ProductId;
import banyan.catalog.Sku;
import banyan.catalog.demo.DemoWords.Kind;
import banyan.catalog.demo.DemoWords.Trait;
import banyan.platform.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes believable products for a homeware shop. They are the same, ids and times included, on
 * every machine: documentation may quote them. Belongs to one thread.
 */
public final class DemoProducts {
  /** How many there are. */
  public static final int COUNT = 500;

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
   * All of them, in the order in which they were added; no two share a name. The words make about a
   * thousand names, so {@link #COUNT} stays well below that.
   */
  public static List<DemoProduct> all() {
    DemoProducts demo = new DemoProducts();
    List<DemoProduct> products = new ArrayList<>(COUNT);
    for (int number = 1; number <= COUNT; number++) {
      products.add(demo.product(number));
    }
    return List.copyOf(products);
  }

  private DemoProduct product(int number) {
    now = now.plus(Duration.ofMinutes(random.nextInt(1, HOURS_BETWEEN_MAX * 60)));
    ProductId id = new ProductId(ids.next(now));
    Idea idea = idea();
    Money price = price(idea.kind());
    boolean isArchived = random.nextInt(ONE_IN_ARCHIVED) == 0;
    return new DemoProduct(
        id, idea.sku(number), idea.name(), idea.description(), price, now, isArchived);
  }

  private Idea idea() {
    Kind kind = pick(DemoWords.KINDS);
    Idea idea = new Idea(kind, pick(DemoWords.LOOKS), pick(kind.materials()));
    return names.add(idea.name()) ? idea : idea();
  }

  private record Idea(Kind kind, Trait look, Trait material) {
    String name() {
      return look.word() + " " + material.word() + " " + kind.noun();
    }

    String description() {
      return look.sentence() + " " + material.sentence() + " " + kind.purpose();
    }

    /** Such as {@code KIT-OAK-0042}. */
    Sku sku(int number) {
      return new Sku("%s-%s-%04d".formatted(kind.category(), material.code(), number));
    }
  }

  private Money price(Kind kind) {
    long euros = random.nextInt(kind.eurosMin(), kind.eurosMax() + 1);
    return new Money(euros * 100 + pick(PRICE_ENDINGS), "EUR");
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
