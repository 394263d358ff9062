package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.ContextServer;
import banyan.wire.Caller;
import banyan.wire.Fields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StockRoutesTest {
  private static ContextServer server;

  private final InventoryClient client = new InventoryClient(server.client());

  @BeforeAll
  static void start() throws Exception {
    server = ContextServer.start(new InventoryModule());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void addUpWhatArrives() {
    ApiAnswer first = client.receive("ADDED", 5);
    ApiAnswer second = client.receive("ADDED", 1_000_000);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text("/onHand")).isEqualTo("5");
    assertThat(second.json()).isEqualTo(client.stock("ADDED").json());
    assertThat(client.numbers("ADDED")).isEqualTo("1000005 0 1000005");
  }

  @Test
  void countAReceiptOnceForItsKey() {
    client.receive("KEYED", 5, Fields.IDEMPOTENCY_KEY, "receipt-1");
    ApiAnswer again = client.receive("KEYED", 5, Fields.IDEMPOTENCY_KEY, "receipt-1");
    ApiAnswer other = client.receive("KEYED", 6, Fields.IDEMPOTENCY_KEY, "receipt-1");

    assertThat(again.field(Fields.IDEMPOTENCY_REPLAYED)).isEqualTo("true");
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(client.numbers("KEYED")).isEqualTo("5 0 5");
  }

  @Test
  void haveATagThatChangesWithEitherNumber() {
    String empty = client.receive("TAGGED", 5).field("ETag");
    assertThat(client.stock("TAGGED", "If-None-Match", empty).status()).isEqualTo(304);

    client.reserve("TAGGED 2");
    ApiAnswer reserved = client.stock("TAGGED", "If-None-Match", empty);

    assertThat(reserved.status()).isEqualTo(200);
    assertThat(reserved.field("ETag")).isEqualTo("\"5-2\"");
    assertThat(client.stock("TAGGED", "If-None-Match", "\"5-2\"").status()).isEqualTo(304);
  }

  @Test
  void areNotFoundBeforeTheFirstReceipt() {
    assertThat(client.stock("NEVER").problem()).isEqualTo("stock-not-found");
    assertThat(client.stock("never").problem()).isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "1.5", "\"1\"", "null"})
  void refuseAQuantityThatIsNone(String quantity) {
    ApiAnswer refused =
        client
            .api()
            .post(InventoryClient.STOCK + "BAD/receipts", "{\"quantity\": %s}".formatted(quantity));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("/violations/0/pointer")).isEqualTo("/quantity");
  }

  @Test
  void endAtTheLimit() {
    client.receive("FULL", 1);
    server
        .ground()
        .database()
        .write(
            Caller.MAIN_TENANT,
            tx ->
                tx.createUpdate("UPDATE stock SET on_hand = :max WHERE sku = 'FULL'")
                    .bind("max", Stock.ON_HAND_MAX - 1)
                    .execute());

    assertThat(client.receive("FULL", 2).problem()).isEqualTo("stock-full");
    assertThat(client.receive("FULL", 1).text("/onHand")).isEqualTo("1000000000000");
  }

  @Test
  void areEachTenantsOwn() {
    InventoryClient ours = new InventoryClient(server.client("ours"));
    InventoryClient theirs = new InventoryClient(server.client("theirs"));
    ours.receive("SHARED", 5);
    ApiAnswer reservation = ours.reserve("SHARED 2");

    assertThat(theirs.stock("SHARED").status()).isEqualTo(404);
    assertThat(theirs.reserve("SHARED 1").problem()).isEqualTo("out-of-stock");
    assertThat(theirs.show(reservation).problem()).isEqualTo("reservation-not-found");
    assertThat(theirs.commit(reservation).status()).isEqualTo(404);
    assertThat(theirs.release(reservation).status()).isEqualTo(404);

    theirs.receive("SHARED", 7);
    assertThat(theirs.numbers("SHARED")).isEqualTo("7 0 7");
    assertThat(ours.numbers("SHARED")).isEqualTo("5 2 3");
  }
}
