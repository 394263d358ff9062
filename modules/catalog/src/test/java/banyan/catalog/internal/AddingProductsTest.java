package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogClient.product;
import static banyan.catalog.internal.CatalogRoutes.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.AtOnce;
import banyan.wire.Fields;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddingProductsTest {
  private static CatalogServer server;

  private final CatalogClient client = server.client();

  @BeforeAll
  static void start() throws Exception {
    server = CatalogServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void answersTheProductWithItsPlaceAndTag() {
    ApiAnswer added = client.add("NEW-1");

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.field("Location")).isEqualTo(PRODUCTS + "/" + added.text("/id"));
    assertThat(added.field("ETag")).isEqualTo("\"1\"");
    assertThat(UUID.fromString(added.text("/id")).version()).isEqualTo(7);
    assertThat(added.text("/status")).isEqualTo("active");
    assertThat(client.get(added.field("Location")).json()).isEqualTo(added.json());
  }

  @Test
  void needsNoDescription() {
    ApiAnswer added =
        client.post(
            PRODUCTS,
            """
            {"sku": "NEW-2", "name": "X", "price": {"amountMinor": 0, "currency": "JPY"}}
            """);

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("/description")).isEmpty();
  }

  @Test
  void namesTheProductThatHasTheSku() {
    ApiAnswer first = client.add("TWICE");
    ApiAnswer second = client.add("TWICE");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.problem()).isEqualTo("duplicate-sku");
    assertThat(second.text("/productId")).isEqualTo(first.text("/id"));
  }

  @Test
  void letsOneOfManyHaveASku() throws Exception {
    List<ApiAnswer> answers = AtOnce.run(16, () -> client.add("CONTESTED"));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.problem().equals("duplicate-sku")).hasSize(15);
  }

  @Test
  void listsEverythingThatIsWrongAtOnce() {
    ApiAnswer refused =
        client.post(
            PRODUCTS,
            """
            {"sku": "a b", "name": " X", "description": "\\u0007", "colour": "red",
             "price": {"amountMinor": -1, "currency": "XYZ"}}
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/violations").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/sku", "/name", "/description", "/colour", "/price/amountMinor", "/price/currency");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, EUR, /price/amountMinor",
    "1000000000001, EUR, /price/amountMinor",
    "1.0, EUR, /price/amountMinor",
    "99999999999999999999, EUR, /price/amountMinor",
    "1, eur, /price/currency",
    "1, XAU, /price/currency",
  })
  void refusesMoneyThatIsNone(String amount, String currency, String pointer) {
    ApiAnswer refused =
        client.post(
            PRODUCTS,
            """
            {"sku": "MONEY", "name": "X", "price": {"amountMinor": %s, "currency": "%s"}}
            """
                .formatted(amount, currency));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("/violations/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void givesTheSameAnswerForTheSameKey() {
    ApiAnswer first = client.add("KEYED", Fields.IDEMPOTENCY_KEY, "k1");
    ApiAnswer again = client.add("KEYED", Fields.IDEMPOTENCY_KEY, "k1");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.field("Location")).isEqualTo(first.field("Location"));
    assertThat(again.field("ETag")).isEqualTo(first.field("ETag"));
    assertThat(again.field(Fields.IDEMPOTENCY_REPLAYED)).isEqualTo("true");
  }

  @Test
  void refusesAKeyForAnotherProduct() {
    client.add("KEYED-A", Fields.IDEMPOTENCY_KEY, "k2");
    ApiAnswer other = client.add("KEYED-B", Fields.IDEMPOTENCY_KEY, "k2");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(client.get(PRODUCTS + "/by-sku/KEYED-B").status()).isEqualTo(404);
  }

  @Test
  void addsOneProductForManyRequestsWithOneKey() throws Exception {
    List<ApiAnswer> answers =
        AtOnce.run(16, () -> client.add("KEYED-AT-ONCE", Fields.IDEMPOTENCY_KEY, "k3"));

    assertThat(answers)
        .filteredOn(answer -> answer.status() == 201)
        .isNotEmpty()
        .allMatch(answer -> answer.text("/sku").equals("KEYED-AT-ONCE"))
        .extracting(answer -> answer.text("/id"))
        .containsOnly(client.get(PRODUCTS + "/by-sku/KEYED-AT-ONCE").text("/id"));
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allMatch(answer -> answer.problem().equals("idempotency-key-in-flight"));
  }

  @Test
  void keepsTextAsItWasSent() {
    String name = "Größe 👩‍🍳 'Q' \\\\ \\\" Ø";
    ApiAnswer added = client.post(PRODUCTS, product("TEXT").replace("Plain Oak Shelf", name));

    assertThat(added.text("/name")).isEqualTo("Größe 👩‍🍳 'Q' \\ \" Ø");
    assertThat(client.get(added.field("Location")).text("/name")).isEqualTo(added.text("/name"));
  }
}
