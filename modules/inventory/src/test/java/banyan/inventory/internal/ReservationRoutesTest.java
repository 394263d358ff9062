package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.ContextServer;
import banyan.wire.Fields;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReservationRoutesTest {
  private static final Duration TTL = Duration.ofMinutes(3);
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));

  private static ContextServer server;

  private final InventoryClient client = new InventoryClient(server.client());
  private String mug;
  private String lamp;

  @BeforeAll
  static void start() throws Exception {
    Settings settings = new Settings(Map.of(InventorySettings.RESERVATION_TTL.key(), TTL));
    server = ContextServer.start(new InventoryModule(), settings, NOW::get);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void receiveFiveOfEach() {
    String number = UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    mug = "MUG-" + number;
    lamp = "LAMP-" + number;
    client.receive(mug, 5);
    client.receive(lamp, 5);
  }

  @Test
  void holdStockForTheTimeOfTheSetting() {
    ApiAnswer made = client.reserve(mug + " 2", lamp + " 5");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.field("Location")).isEqualTo("/api/v1/reservations/" + made.text("/id"));
    assertThat(made.text("/state")).isEqualTo("held");
    assertThat(made.text("/expiresAt")).isEqualTo(NOW.get().plus(TTL).toString());
    assertThat(client.show(made).json()).isEqualTo(made.json());
    assertThat(client.numbers(mug)).isEqualTo("5 2 3");
    assertThat(client.numbers(lamp)).isEqualTo("5 5 0");
  }

  @Test
  void nameEverySkuThatIsShortAndHoldNothing() {
    ApiAnswer refused = client.reserve(mug + " 6", "NEVER-RECEIVED 1", lamp + " 5");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("out-of-stock");
    assertThat(refused.json().at("/shortages").toString())
        .isEqualTo(
            "[{\"sku\":\"%s\",\"wanted\":6,\"available\":5},".formatted(mug)
                + "{\"sku\":\"NEVER-RECEIVED\",\"wanted\":1,\"available\":0}]");
    assertThat(client.numbers(mug)).isEqualTo("5 0 5");
    assertThat(client.numbers(lamp)).isEqualTo("5 0 5");
  }

  @Test
  void areOneForOneKey() {
    String body = InventoryClient.body(mug + " 2");
    List<ApiAnswer> answers =
        List.of(
            client.api().post(InventoryRoutes.RESERVATIONS, body, Fields.IDEMPOTENCY_KEY, mug),
            client.api().post(InventoryRoutes.RESERVATIONS, body, Fields.IDEMPOTENCY_KEY, mug));

    assertThat(answers.get(1).json()).isEqualTo(answers.get(0).json());
    assertThat(client.numbers(mug)).isEqualTo("5 2 3");
  }

  @Test
  void takeTheStockWhenCommittedOnceHoweverOftenAsked() {
    ApiAnswer made = client.reserve(mug + " 2", lamp + " 1");
    ApiAnswer committed = client.commit(made);
    ApiAnswer again = client.commit(made);

    assertThat(committed.status()).isEqualTo(200);
    assertThat(committed.text("/state")).isEqualTo("committed");
    assertThat(committed.text("/changedAt")).isEqualTo(NOW.get().toString());
    assertThat(again.json()).isEqualTo(committed.json());
    assertThat(client.numbers(mug)).isEqualTo("3 0 3");
    assertThat(client.numbers(lamp)).isEqualTo("4 0 4");
  }

  @Test
  void freeTheStockWhenReleasedOnceHoweverOftenAsked() {
    ApiAnswer made = client.reserve(mug + " 2");
    client.reserve(mug + " 1");
    ApiAnswer released = client.release(made);

    assertThat(released.text("/state")).isEqualTo("released");
    assertThat(client.release(made).json()).isEqualTo(released.json());
    assertThat(client.numbers(mug)).isEqualTo("5 1 4");
  }

  @Test
  void cannotBeCommittedOnceReleased() {
    ApiAnswer made = client.reserve(mug + " 2");
    client.release(made);

    assertClosed(client.commit(made), "released");
  }

  @Test
  void cannotBeReleasedOnceCommitted() {
    ApiAnswer made = client.reserve(mug + " 2");
    client.commit(made);

    assertClosed(client.release(made), "committed");
    assertThat(client.numbers(mug)).isEqualTo("3 0 3");
  }

  @Test
  void holdUntilTheLastMicrosecond() {
    ApiAnswer made = client.reserve(mug + " 5");

    pass(TTL.minusNanos(1_000));
    assertThat(client.reserve(mug + " 1").problem()).isEqualTo("out-of-stock");
    assertThat(client.commit(made).status()).isEqualTo(200);
  }

  @Test
  void freeTheirStockByThemselvesWhenTheyExpire() {
    ApiAnswer made = client.reserve(mug + " 5", lamp + " 1");

    pass(TTL);
    assertThat(client.show(made).text("/state")).isEqualTo("expired");
    assertThat(client.numbers(mug)).isEqualTo("5 0 5");
    assertThat(client.stock(mug).field("ETag")).isEqualTo("\"5-0\"");
    assertThat(client.reserve(mug + " 5").status()).isEqualTo(201);
    assertThat(client.numbers(mug)).isEqualTo("5 5 0");
    assertThat(client.numbers(lamp)).isEqualTo("5 0 5");
  }

  @Test
  void cannotBeCommittedOnceExpiredWhetherOrNotTheirStockIsTaken() {
    ApiAnswer made = client.reserve(mug + " 5", lamp + " 1");

    pass(TTL);
    assertClosed(client.commit(made), "expired");
    client.reserve(mug + " 5");
    assertClosed(client.commit(made), "expired");
    assertThat(client.release(made).text("/state")).isEqualTo("expired");
    assertThat(client.numbers(mug)).isEqualTo("5 5 0");
  }

  /** Instances have clocks of their own: what one has given away the other must not take. */
  @Test
  void haveExpiredForEverybodyOnceTheirStockIsTaken() {
    ApiAnswer made = client.reserve(mug + " 5", lamp + " 1");
    pass(TTL);
    client.reserve(mug + " 5");

    pass(TTL.negated());
    assertThat(client.show(made).text("/state")).isEqualTo("expired");
    assertClosed(client.commit(made), "expired");
    assertThat(client.numbers(mug)).isEqualTo("5 5 0");
    pass(TTL);
  }

  @Test
  void areNotFoundUnderAnUnknownId() {
    String unknown = InventoryRoutes.RESERVATIONS + "/" + UUID.randomUUID();

    assertThat(client.api().get(unknown).problem()).isEqualTo("reservation-not-found");
    assertThat(client.api().post(unknown + "/commit", "").status()).isEqualTo(404);
    assertThat(client.api().post(unknown + "/release", "").status()).isEqualTo(404);
    assertThat(client.api().get(unknown).status()).isEqualTo(404);
  }

  @Test
  void wantSomeLinesAndNoSkuTwice() {
    ApiAnswer none = client.reserve();
    ApiAnswer twice = client.reserve("A 1", "B 0", "A 2");

    assertThat(none.text("/violations/0/detail")).isEqualTo("must have at least one line");
    assertThat(twice.json().at("/violations").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/lines/1/quantity", "/lines/2/sku");
    assertThat(twice.response().body()).contains("stands in line 0, too: add them up");
  }

  private static void pass(Duration time) {
    NOW.updateAndGet(now -> now.plus(time));
  }

  private static void assertClosed(ApiAnswer answer, String state) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("reservation-closed");
    assertThat(answer.text("/state")).isEqualTo(state);
  }
}
