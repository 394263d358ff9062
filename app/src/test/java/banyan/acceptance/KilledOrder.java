package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.acceptance.KillPoint.Gate;
import banyan.platform.database.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An order that stands at one point of its way when its process is killed. For one thread. */
final class KilledOrder implements AutoCloseable {
  private static final Duration ANSWERED_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int STOCK = 5;
  private static final int QUANTITY = 2;
  private static final String ORDERS = "/api/v1/orders";

  private static final String OTHER_WITH_THE_KEY =
      """
      INSERT INTO orders.orders (tenant_id, id, placed_by, idempotency_key, fingerprint, state,
                                 currency, total_minor, version, placed_at, updated_at)
      VALUES ('main', ?, 'anonymous', ?, decode(repeat('00', 32), 'hex'), 'placed',
              'EUR', 0, 1, now(), now())
      """;

  private final DatabaseAddress address;
  private final KillPoint point;
  private final String sku;
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Hold hold;

  KilledOrder(DatabaseAddress address, KillPoint point, int round) {
    this.address = address;
    this.point = point;
    this.sku = "KILL-" + round + "-" + point.ordinal();
  }

  String sku() {
    return sku;
  }

  String key() {
    return "key-of-" + sku;
  }

  /** Its state in the end, whoever carried it there. */
  String end() {
    return point.isCancelled() ? "cancelled" : "confirmed";
  }

  int stockAtTheEnd() {
    return point.isCancelled() ? STOCK : STOCK - QUANTITY;
  }

  /** Puts its product on sale. */
  void stock(Client client) throws IOException, InterruptedException {
    assertThat(client.post("/api/v1/products", Client.product(sku)).statusCode()).isEqualTo(201);
    assertThat(
            client
                .post("/api/v1/stock/" + sku + "/receipts", "{\"quantity\": %d}".formatted(STOCK))
                .statusCode())
        .isLessThan(300);
  }

  /** Afterwards its request stands still at the last gate, or is answered when there is none. */
  void bringToItsPoint(Client client) throws Exception {
    if (point.isCancelled()) {
      assertThat(place(client).statusCode()).isEqualTo(201);
    }
    if (point.gates().isEmpty()) {
      assertThat(send(client).statusCode()).isLessThan(300);
      return;
    }
    hold = take(point.gates().getFirst());
    Future<HttpResponse<String>> sent = waiting.submit(() -> send(client));
    awaitVictim(hold, sent);
    for (Gate gate : point.gates().subList(1, point.gates().size())) {
      Hold next = take(gate);
      hold.close();
      hold = next;
      awaitVictim(hold, sent);
    }
  }

  private void awaitVictim(Hold taken, Future<HttpResponse<String>> sent) {
    await(point.name())
        .atMost(ANSWERED_MAX)
        .pollInterval(POLL)
        .until(
            () -> {
              if (sent.isDone()) {
                throw new AssertionError(point + " was passed: " + sent.get().body());
              }
              return taken.hasVictim();
            });
  }

  /** The client asks again until it has its answer, which must be the one that is due. */
  void repeatUntilAnswered(Client client) {
    await()
        .atMost(ANSWERED_MAX)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = send(client);
              assertThat(answer.statusCode())
                  .as("%s: %s", point, answer.body())
                  .isEqualTo(point.isCancelled() ? 200 : 201);
              assertThat(Client.json(answer).path("status").asText()).isEqualTo(end());
            });
  }

  /** Lets go of what the test held. */
  void free() throws SQLException {
    if (hold != null) {
      hold.close();
      hold = null;
    }
  }

  @Override
  public void close() throws SQLException {
    free();
    waiting.shutdownNow();
  }

  /** What the client wants in the end, and repeats. */
  private HttpResponse<String> send(Client client) throws Exception {
    return point.isCancelled() ? client.post(ORDERS + "/" + id() + "/cancel", "") : place(client);
  }

  private HttpResponse<String> place(Client client) throws IOException, InterruptedException {
    return client
        .with("Idempotency-Key", key())
        .post(
            ORDERS,
            """
            {"lines": [{"sku": "%s", "quantity": %d,
                        "unitPrice": {"amountMinor": 1999, "currency": "EUR"}}]}
            """
                .formatted(sku, QUANTITY));
  }

  private Hold take(Gate gate) throws SQLException {
    return switch (gate) {
      case KEY -> Hold.of(address, OTHER_WITH_THE_KEY, UUID.randomUUID(), key());
      case PRODUCTS -> Hold.of(address, "LOCK TABLE catalog.products IN ACCESS EXCLUSIVE MODE");
      case STOCK -> Hold.of(address, "SELECT FROM inventory.stock WHERE sku = ? FOR UPDATE", sku);
      case ORDER -> Hold.of(address, "SELECT FROM orders.orders WHERE id = ? FOR UPDATE", id());
      case RESERVATION ->
          Hold.of(address, "SELECT FROM inventory.reservations WHERE id = ? FOR UPDATE", id());
    };
  }

  /** The order's id, which is its reservation's too. */
  private UUID id() throws SQLException {
    try (Connection connection = Hold.administrator(address);
        PreparedStatement statement =
            connection.prepareStatement("SELECT id FROM orders.orders WHERE idempotency_key = ?")) {
      statement.setString(1, key());
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).as("an order of " + key()).isTrue();
        return row.getObject(1, UUID.class);
      }
    }
  }
}
