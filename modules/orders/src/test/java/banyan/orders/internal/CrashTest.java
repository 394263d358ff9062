package banyan.orders.internal;

import static banyan.orders.internal.TestShop.ORDERS;
import static banyan.orders.internal.TestShop.line;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies at every point of an order's way: in the place of each transaction, and between
 * each commit and the news of it. Then another one carries on.
 */
final class CrashTest {
  private static final int STOCK = 5;

  /** More transactions than any way has. */
  private static final int TRANSACTIONS_MAX = 40;

  private static TestShop shop;

  private static int number;

  @BeforeAll
  static void open() throws Exception {
    shop = TestShop.open();
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  /** Who carries on after a death. */
  private enum Heir {
    RECOVERY,
    CLIENT;

    private void carryOn() {
      shop.expireLeases();
      if (this == RECOVERY) {
        shop.recover();
        assertThat(shop.unfinished()).isZero();
      }
    }
  }

  /** What dies, and what must be so afterwards. */
  private interface Way {
    /** What is there before; not struck. */
    void prepare(String sku);

    void walk(String sku);

    /** After the restart. */
    void check(String sku);
  }

  @ParameterizedTest
  @EnumSource(Heir.class)
  void confirmsAnOrderOnce(Heir heir) {
    int deaths =
        everywhere(
            new Way() {
              @Override
              public void prepare(String sku) {}

              @Override
              public void walk(String sku) {
                place(sku, 2);
              }

              @Override
              public void check(String sku) {
                heir.carryOn();
                ApiAnswer answer = place(sku, 2);
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.text("/status")).isEqualTo("confirmed");
                assertThat(place(sku, 2).json()).isEqualTo(answer.json());
                assertThat(shop.stockOf(sku)).isEqualTo("3/0");
              }
            });

    // Placing, three answers of other contexts, three states: each before and after.
    assertThat(deaths).isGreaterThanOrEqualTo(14);
  }

  @ParameterizedTest
  @EnumSource(Heir.class)
  void refusesAnOrderForGood(Heir heir) {
    everywhere(
        new Way() {
          @Override
          public void prepare(String sku) {}

          @Override
          public void walk(String sku) {
            place(sku, STOCK + 1);
          }

          @Override
          public void check(String sku) {
            heir.carryOn();
            ApiAnswer answer = place(sku, STOCK + 1);
            assertThat(answer.problem()).isEqualTo("out-of-stock");
            shop.receive(shop.client(), sku, 1);
            assertThat(place(sku, STOCK + 1).text("/orderId")).isEqualTo(answer.text("/orderId"));
            assertThat(shop.stockOf(sku)).isEqualTo(STOCK + 1 + "/0");
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Heir.class)
  void givesTheStockOfACancelledOrderBackOnce(Heir heir) {
    everywhere(
        new Way() {
          private String order = "";

          @Override
          public void prepare(String sku) {
            order = place(sku, 2).text("/id");
          }

          @Override
          public void walk(String sku) {
            shop.cancel(order);
          }

          @Override
          public void check(String sku) {
            heir.carryOn();
            ApiAnswer answer = shop.cancel(order);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("/status")).isEqualTo("cancelled");
            assertThat(shop.stockOf(sku)).isEqualTo(STOCK + "/0");
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Heir.class)
  void cancelsAnOrderThatWasLeftOnItsWay(Heir heir) {
    everywhere(
        new Way() {
          @Override
          public void prepare(String sku) {}

          @Override
          public void walk(String sku) {
            place(sku, 2);
          }

          @Override
          public void check(String sku) {
            Optional<String> order = order(sku);
            if (order.isPresent()) {
              // Its lease still holds: the wish is noted, or the order ends at once.
              assertThat(shop.cancel(order.get()).status()).isIn(200, 202);
              heir.carryOn();
              assertThat(shop.cancel(order.get()).text("/status")).isEqualTo("cancelled");
              assertThat(place(sku, 2).text("/status")).isEqualTo("cancelled");
            }
            assertThat(shop.stockOf(sku)).isEqualTo(STOCK + "/0");
          }
        });
  }

  /** Walks the way once for each death that there is on it; returns how many there were. */
  private int everywhere(Way way) {
    for (int transactions = 0; transactions < TRANSACTIONS_MAX; transactions++) {
      boolean diedBefore = dies(way, transactions, false);
      boolean diedAfter = dies(way, transactions + 1, true);
      assertThat(diedAfter).isEqualTo(diedBefore);
      if (!diedBefore) {
        return 2 * transactions;
      }
    }
    throw new AssertionError("the way has no end");
  }

  /** Whether there was a death so far on the way. */
  private boolean dies(Way way, int transactions, boolean isCommitted) {
    String sku = "CRASH-" + ++number;
    shop.stock(sku, STOCK);
    way.prepare(sku);
    if (isCommitted) {
      shop.fate().dieOnceCommitted(transactions);
    } else {
      shop.fate().dieAfter(transactions);
    }
    way.walk(sku);
    boolean died = shop.fate().isDead();
    shop.fate().restart();
    try {
      way.check(sku);
    } catch (AssertionError e) {
      throw new AssertionError(
          "death after "
              + transactions
              + (isCommitted ? " transactions, the last unknown to it" : " transactions"),
          e);
    }
    return died;
  }

  private static ApiAnswer place(String sku, int quantity) {
    return shop.place(shop.client(), "key-of-" + sku, line(sku, quantity));
  }

  private static Optional<String> order(String sku) {
    for (JsonNode order : shop.client().get(ORDERS).json().path("items")) {
      if (order.at("/lines/0/sku").asText().equals(sku)) {
        return Optional.of(order.path("id").asText());
      }
    }
    return Optional.empty();
  }
}
