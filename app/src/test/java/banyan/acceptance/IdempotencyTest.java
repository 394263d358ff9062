package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request with an idempotency key takes effect once. */
@ExtendWith(Shop.Opened.class)
final class IdempotencyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Shop shop;
  private final String product;
  private final Client client;

  IdempotencyTest(Shop shop) {
    this.shop = shop;
    this.product = Client.product(shop.freshSku());
    this.client = shop.writer().with("Idempotency-Key", "key-" + shop.freshSku());
  }

  @Test
  void replaysTheAnswerAndSaysSo() throws Exception {
    var first = add(product);
    var second = add(product);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertReplayed(first, second);
  }

  @Test
  void refusesTheKeyForAnotherBody() throws Exception {
    add(product);

    var other = add(Client.product(shop.freshSku()));

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(Client.problem(other)).isEqualTo("idempotency-key-reused");
  }

  @Test
  void asksToWaitWhileTheFirstRequestIsWorkedOn() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection database = administrator();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("LOCK TABLE catalog.products IN EXCLUSIVE MODE");
      var first = threads.submit(() -> add(product));
      awaitAWriterThatWaits(statement);

      var second = add(product);
      database.rollback();

      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(Client.problem(second)).isEqualTo("idempotency-key-in-flight");
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      assertThat(first.get().statusCode()).isEqualTo(201);
      assertReplayed(first.get(), add(product));
    }
  }

  private static void awaitAWriterThatWaits(Statement statement) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              var waiting = statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted");
              return waiting.next();
            });
  }

  private HttpResponse<String> add(String body) throws Exception {
    return client.post("/api/v1/products", body);
  }

  private static void assertReplayed(HttpResponse<String> first, HttpResponse<String> second) {
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
  }

  private Connection administrator() throws SQLException {
    return Hold.administrator(shop.database());
  }
}
