package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogRoutes.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShowingProductsTest {
  private static CatalogServer server;
  private static String product;

  private final CatalogClient client = server.client();

  @BeforeAll
  static void start() throws Exception {
    server = CatalogServer.start();
    product = server.client().add("SHOWN").field("Location");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void isTheSameByIdAndBySku() {
    ApiAnswer byId = client.get(product);
    ApiAnswer bySku = client.get(PRODUCTS + "/by-sku/SHOWN");

    assertThat(byId.status()).isEqualTo(200);
    assertThat(bySku.json()).isEqualTo(byId.json());
    assertThat(bySku.field("ETag")).isEqualTo(byId.field("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"0\", \"1\"", "*"})
  void isNotSentToWhoHasIt(String known) {
    ApiAnswer answer = client.get(product, "If-None-Match", known);

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.field("ETag")).isEqualTo("\"1\"");
    assertThat(answer.response().body()).isEmpty();
    assertThat(answer.response().headers().firstValue("Content-Length")).isEmpty();
    assertThat(client.get(PRODUCTS + "/by-sku/SHOWN", "If-None-Match", known).status())
        .isEqualTo(304);
  }

  @Test
  void isSentToWhoHasAnotherState() {
    assertThat(client.get(product, "If-None-Match", "\"0\"").status()).isEqualTo(200);
  }

  @Test
  void isDescribedByHead() {
    ApiAnswer head = client.send("HEAD", product, "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.field("ETag")).isEqualTo("\"1\"");
    assertThat(head.response().body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/019b8d0e-6c00-7abc-8def-0123456789ab", "/by-sku/ABSENT"})
  void isNotFoundUnderAnUnknownName(String name) {
    ApiAnswer answer = client.get(PRODUCTS + name);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("product-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/42", "/by-sku", "/by-sku/a", "/by-sku/A%20", "/'%20OR%201=1--"})
  void refusesWhatCannotBeItsName(String name) {
    ApiAnswer answer = client.get(PRODUCTS + name);

    assertThat(answer.problem()).isEqualTo("invalid-request");
  }
}
