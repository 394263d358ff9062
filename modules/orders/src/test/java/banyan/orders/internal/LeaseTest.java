package banyan.orders.internal;

import static banyan.orders.internal.TestShop.ORDERS;
import static banyan.orders.internal.TestShop.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The lease of a dead process ends by itself, in the time of the database. */
final class LeaseTest {
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration ENDED_MAX = Duration.ofSeconds(20);

  @Test
  void leavesTheOrderToOthersWhenItEnds() throws Exception {
    try (TestShop shop = TestShop.open(LEASE)) {
      shop.stock("LEASED", 5);
      shop.fate().dieOnceCommitted(1);
      shop.place(line("LEASED", 2));
      shop.fate().restart();
      assertThat(shop.unfinished()).isOne();

      await()
          .atMost(ENDED_MAX)
          .untilAsserted(
              () -> {
                shop.recover();
                assertThat(shop.unfinished()).isZero();
              });

      assertThat(shop.client().get(ORDERS).text("/items/0/status")).isEqualTo("confirmed");
      assertThat(shop.stockOf("LEASED")).isEqualTo("3/0");
    }
  }
}
