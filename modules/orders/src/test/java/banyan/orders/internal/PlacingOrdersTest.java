package banyan.orders.internal;

import static banyan.orders.internal.TestShop.ORDERS;
import static banyan.orders.internal.TestShop.line;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.AtOnce;
import banyan.wire.Fields;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacingOrdersTest {
  private static TestShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = TestShop.open();
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void confirmsAnOrderAndTakesItsGoodsOutOfTheStock() {
    shop.stock("PLAIN-1", 5);
    shop.stock("PLAIN-2", 5);

    ApiAnswer placed = shop.place(line("PLAIN-1", 2), line("PLAIN-2", 1));

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.field("Location")).isEqualTo(ORDERS + "/" + placed.text("/id"));
    assertThat(UUID.fromString(placed.text("/id")).version()).isEqualTo(7);
    assertThat(placed.text("/status")).isEqualTo("confirmed");
    assertThat(placed.text("/total/amountMinor")).isEqualTo("5997");
    assertThat(placed.text("/placedBy")).isEqualTo("tester");
    assertThat(shop.stockOf("PLAIN-1")).isEqualTo("3/0");
    assertThat(shop.stockOf("PLAIN-2")).isEqualTo("4/0");
    ApiAnswer shown = shop.client().get(placed.field("Location"));
    assertThat(shown.json()).isEqualTo(placed.json());
    assertThat(shown.field("ETag")).isEqualTo(placed.field("ETag"));
    assertThat(
            shop.client()
                .get(placed.field("Location"), "If-None-Match", shown.field("ETag"))
                .status())
        .isEqualTo(304);
  }

  @Test
  void givesTheOneOrderForTheSameKey() {
    shop.stock("TWICE", 5);

    ApiAnswer first = shop.place(shop.client(), "twice", line("TWICE", 2));
    ApiAnswer again = shop.place(shop.client(), "twice", line("TWICE", 2));

    assertThat(first.field(Fields.IDEMPOTENCY_REPLAYED)).isEmpty();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.field(Fields.IDEMPOTENCY_REPLAYED)).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(shop.stockOf("TWICE")).isEqualTo("3/0");
  }

  @Test
  void refusesAKeyThatHasPlacedAnotherOrder() {
    shop.stock("REUSED", 5);
    ApiAnswer first = shop.place(shop.client(), "reused", line("REUSED", 2));

    ApiAnswer other = shop.place(shop.client(), "reused", line("REUSED", 3));

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(other.text("/orderId")).isEqualTo(first.text("/id"));
    assertThat(shop.stockOf("REUSED")).isEqualTo("3/0");
  }

  @Test
  void needsAKey() {
    ApiAnswer refused = shop.client().post(ORDERS, "{\"lines\": [%s]}".formatted(line("ANY", 1)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("idempotency-key-required");
  }

  @Test
  void pointsToTheLinesThatNoProductHas() {
    shop.stock("KNOWN", 5);

    ApiAnswer refused = shop.place(line("NONE-1", 1), line("KNOWN", 1), line("NONE-2", 1));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("unknown-sku");
    assertThat(refused.json().at("/violations").findValuesAsText("pointer"))
        .containsExactly("/lines/0/sku", "/lines/2/sku");
    assertThat(shop.stockOf("KNOWN")).isEqualTo("5/0");
  }

  @Test
  void refusesWhatIsOffSale() {
    shop.stock("ARCHIVED", 5);
    String product = shop.client().get("/api/v1/products/by-sku/ARCHIVED").text("/id");
    shop.client().post("/api/v1/products/" + product + "/archive", "");

    ApiAnswer refused = shop.place(line("ARCHIVED", 1));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("not-for-sale");
    assertThat(refused.text("/skus/0")).isEqualTo("ARCHIVED");
  }

  @Test
  void tellsTheCurrentPriceWhenTheBuyerSawAnother() {
    shop.stock("PRICED", 5);

    ApiAnswer refused = shop.place(line("PRICED", 1, 1_500));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("price-changed");
    assertThat(refused.text("/current/0/sku")).isEqualTo("PRICED");
    assertThat(refused.text("/current/0/unitPrice/amountMinor")).isEqualTo("1999");
    assertThat(shop.stockOf("PRICED")).isEqualTo("5/0");
  }

  @Test
  void namesEverySkuThatIsShortAndReservesNothing() {
    shop.stock("SHORT-1", 1);
    shop.stock("SHORT-2", 2);
    shop.stock("ENOUGH", 9);

    ApiAnswer refused = shop.place(line("SHORT-1", 2), line("ENOUGH", 9), line("SHORT-2", 5));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("out-of-stock");
    assertThat(refused.json().at("/shortages").findValuesAsText("sku"))
        .containsExactly("SHORT-1", "SHORT-2");
    assertThat(refused.text("/shortages/1/available")).isEqualTo("2");
    assertThat(shop.stockOf("ENOUGH")).isEqualTo("9/0");
    String order = refused.text("/orderId");
    ApiAnswer kept = shop.client().get(ORDERS + "/" + order);
    assertThat(kept.text("/status")).isEqualTo("refused");
    assertThat(kept.text("/refusal")).isEqualTo("out-of-stock");
  }

  @ParameterizedTest
  @CsvSource({"0, /lines/0/quantity", "1001, /lines/0/quantity", "1.5, /lines/0/quantity"})
  void refusesAQuantityThatIsNone(String quantity, String pointer) {
    ApiAnswer refused =
        shop.place(line("ANY", 1).replace("\"quantity\": 1", "\"quantity\": " + quantity));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("/violations/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void refusesMoreThanAHundredLinesNoneAndTwins() {
    String[] many =
        IntStream.rangeClosed(0, 100).mapToObj(n -> line("MANY-" + n, 1)).toArray(String[]::new);

    assertThat(shop.place(many).text("/violations/0/pointer")).isEqualTo("/lines");
    assertThat(shop.place().text("/violations/0/pointer")).isEqualTo("/lines");
    assertThat(shop.place(line("TWIN", 1), line("TWIN", 2)).text("/violations/0/pointer"))
        .isEqualTo("/lines/1/sku");
  }

  @Test
  void placesOneOrderForManyRequestsWithOneKey() throws Exception {
    shop.stock("AT-ONCE", 50);

    List<ApiAnswer> answers =
        AtOnce.run(16, () -> shop.place(shop.client(), "at-once", line("AT-ONCE", 3)));

    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allMatch(answer -> answer.problem().equals("idempotency-key-in-flight"))
        .allMatch(answer -> answer.field("Retry-After").equals("1"));
    assertThat(
            answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.text("/id"))
                .collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(shop.stockOf("AT-ONCE")).isEqualTo("47/0");
  }

  @Test
  void sellsNoMoreThanThereIs() throws Exception {
    shop.stock("CONTESTED", 10);

    List<ApiAnswer> answers = AtOnce.run(16, () -> shop.place(line("CONTESTED", 1)));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(10);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allMatch(answer -> answer.problem().equals("out-of-stock"));
    assertThat(shop.stockOf("CONTESTED")).isEqualTo("0/0");
  }

  @Test
  void keepsTenantsApart() {
    shop.stock(shop.client("ours"), "SHARED", 5);
    ApiAnswer our = shop.place(shop.client("ours"), "shared", line("SHARED", 1));

    assertThat(our.status()).isEqualTo(201);
    assertThat(shop.client("theirs").get(our.field("Location")).status()).isEqualTo(404);
    assertThat(shop.client("theirs").post(our.field("Location") + "/cancel", "").status())
        .isEqualTo(404);
    assertThat(shop.client("theirs").get(ORDERS).json().path("items")).isEmpty();
    assertThat(shop.place(shop.client("theirs"), "shared", line("SHARED", 1)).problem())
        .isEqualTo("unknown-sku");
  }
}
