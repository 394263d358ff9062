package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogRoutes.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.AtOnce;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangingProductsTest {
  private static final String PRICE = "{\"amountMinor\": 100, \"currency\": \"CHF\"}";
  private static final String UNKNOWN = PRODUCTS + "/019b8d0e-6c00-7abc-8def-0123456789ab";

  private static CatalogServer server;

  private final CatalogClient client = server.client();
  private String product;

  @BeforeAll
  static void start() throws Exception {
    server = CatalogServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void addProduct() {
    String sku = UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT);
    product = client.add(sku).field("Location");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "\"0\", \"1\"", "*", "W/\"1\", \"1\""})
  void changesThePriceOfTheProductThatWasRead(String expected) {
    ApiAnswer changed = client.put(product + "/price", PRICE, "If-Match", expected);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.field("ETag")).isEqualTo("\"2\"");
    assertThat(changed.text("/price/currency")).isEqualTo("CHF");
    assertThat(client.get(product).json()).isEqualTo(changed.json());
    assertThat(client.get(product).field("ETag")).isEqualTo("\"2\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0\"", "W/\"1\"", "\"2\", \"3\"", "\"\""})
  void refusesTheChangeOfAnotherState(String expected) {
    ApiAnswer refused = client.put(product + "/price", PRICE, "If-Match", expected);

    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.problem()).isEqualTo("precondition-failed");
    assertThat(client.get(product).field("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void refusesAChangeThatNamesNoState() {
    ApiAnswer refused = client.put(product + "/price", PRICE);

    assertThat(refused.status()).isEqualTo(428);
    assertThat(refused.problem()).isEqualTo("precondition-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "*, \"1\"", ","})
  void refusesAMalformedIfMatchTogetherWithAMalformedPrice(String malformed) {
    ApiAnswer refused =
        client.put(
            product + "/price",
            "{\"amountMinor\": -1, \"currency\": \"EUR\"}",
            "If-Match",
            malformed);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/violations").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("header:If-Match", "/amountMinor");
  }

  @Test
  void letsOneOfTwoSimultaneousChangesWin() throws Exception {
    List<ApiAnswer> answers =
        AtOnce.run(2, () -> client.put(product + "/price", PRICE, "If-Match", "\"1\""));

    assertThat(answers).extracting(ApiAnswer::status).containsExactlyInAnyOrder(200, 412);
    assertThat(client.get(product).field("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void archivesOnceHoweverOftenItIsAsked() throws Exception {
    List<ApiAnswer> answers = AtOnce.run(4, () -> client.post(product + "/archive", ""));

    assertThat(answers).extracting(ApiAnswer::status).containsOnly(200);
    assertThat(answers).extracting(answer -> answer.field("ETag")).containsOnly("\"2\"");
    assertThat(client.get(product).text("/status")).isEqualTo("archived");
  }

  @Test
  void leavesThePriceOfAnArchivedProduct() {
    client.post(product + "/archive", "");
    ApiAnswer refused = client.put(product + "/price", PRICE, "If-Match", "\"1\"");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("product-archived");
    assertThat(client.get(product).text("/price/currency")).isEqualTo("EUR");
  }

  @Test
  void findsNothingToChangeUnderAnUnknownId() {
    ApiAnswer price = client.put(UNKNOWN + "/price", PRICE, "If-Match", "*");
    ApiAnswer archive = client.post(UNKNOWN + "/archive", "");

    assertThat(price.problem()).isEqualTo("product-not-found");
    assertThat(archive.problem()).isEqualTo("product-not-found");
    assertThat(archive.status()).isEqualTo(404);
  }
}
