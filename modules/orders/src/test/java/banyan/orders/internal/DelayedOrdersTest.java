package banyan.orders.internal;

import static banyan.orders.internal.TestShop.ORDERS;
import static banyan.orders.internal.TestShop.line;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.AtOnce;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders whose other contexts do not answer at the moment. */
final class DelayedOrdersTest {
  private static TestShop shop;

  @BeforeAll
  static void start() throws Exception {
    shop = TestShop.open();
  }

  @AfterEach
  void openTheDoor() {
    shop.door().open();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void areAnswered503AndCarriedOnWithTheNextRequest() {
    shop.stock("DELAYED", 5);
    shop.door().shut();

    ApiAnswer delayed = place("DELAYED");
    shop.door().open();
    shop.expireLeases();
    ApiAnswer placed = place("DELAYED");

    assertThat(delayed.status()).isEqualTo(503);
    assertThat(delayed.problem()).isEqualTo("unavailable");
    assertThat(delayed.field("Retry-After")).isEqualTo("1");
    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.text("/id")).isEqualTo(delayed.text("/orderId"));
    assertThat(shop.stockOf("DELAYED")).isEqualTo("4/0");
  }

  @Test
  void areCarriedOnByThemselves() {
    shop.stock("RECOVERED", 5);
    shop.door().shut();
    String order = place("RECOVERED").text("/orderId");

    shop.expireLeases();
    shop.recover();
    assertThat(status(order)).isEqualTo("priced");
    shop.door().open();
    shop.expireLeases();
    shop.recover();

    assertThat(status(order)).isEqualTo("confirmed");
    assertThat(shop.unfinished()).isZero();
  }

  @Test
  void areLeftInPeaceForAMoment() {
    shop.stock("PAUSED", 5);
    shop.door().shut();
    place("PAUSED");

    ApiAnswer again = place("PAUSED");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem()).isEqualTo("idempotency-key-in-flight");
    assertThat(again.field("Retry-After")).isEqualTo("1");
    shop.expireLeases();
    shop.door().open();
    shop.recover();
  }

  @Test
  void areCancelledByThemselvesOnceThatIsAskedFor() {
    shop.stock("CANCELLED", 5);
    ApiAnswer placed = place("CANCELLED");
    shop.door().shut();

    ApiAnswer accepted = shop.cancel(placed.text("/id"));
    shop.door().open();
    shop.expireLeases();
    shop.recover();

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("/status")).isEqualTo("cancelling");
    assertThat(status(placed.text("/id"))).isEqualTo("cancelled");
    assertThat(shop.stockOf("CANCELLED")).isEqualTo("5/0");
  }

  /** Leases that end too early cost work, and nothing else. */
  @Test
  void surviveWorkersThatDisturbEachOther() throws Exception {
    shop.stock("DISTURBED", 5);
    shop.door().shut();
    String order = place("DISTURBED").text("/orderId");
    shop.door().open();

    List<String> ends =
        AtOnce.run(
            8,
            () -> {
              for (int turn = 0; turn < 5; turn++) {
                shop.expireLeases();
                shop.recover();
              }
              return status(order);
            });

    assertThat(ends).allMatch(status -> !status.equals("refused"));
    shop.expireLeases();
    shop.recover();
    assertThat(status(order)).isEqualTo("confirmed");
    assertThat(shop.stockOf("DISTURBED")).isEqualTo("4/0");
    assertThat(shop.unfinished()).isZero();
  }

  private static ApiAnswer place(String sku) {
    return shop.place(shop.client(), "key-of-" + sku, line(sku, 1));
  }

  private static String status(String order) {
    return shop.client().get(ORDERS + "/" + order).text("/status");
  }
}
