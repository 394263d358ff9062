package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogRoutes.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.wire.Fields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TenantsTest {
  private static CatalogServer server;

  private final CatalogClient ours = server.client("ours");
  private final CatalogClient theirs = server.client("theirs");

  @BeforeAll
  static void start() throws Exception {
    server = CatalogServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void doNotSeeEachOthersProducts() {
    ApiAnswer product = ours.add("PRIVATE");

    assertThat(theirs.get(product.field("Location")).status()).isEqualTo(404);
    assertThat(theirs.get(PRODUCTS + "/by-sku/PRIVATE").status()).isEqualTo(404);
    assertThat(theirs.get(PRODUCTS).response().body()).doesNotContain(product.text("/id"));
    assertThat(theirs.get(PRODUCTS + "?q=oak").response().body())
        .doesNotContain(product.text("/id"));
  }

  @Test
  void doNotChangeEachOthersProducts() {
    String product = ours.add("UNTOUCHED").field("Location");
    ApiAnswer price =
        theirs.put(
            product + "/price", "{\"amountMinor\": 1, \"currency\": \"EUR\"}", "If-Match", "*");

    assertThat(price.status()).isEqualTo(404);
    assertThat(theirs.post(product + "/archive", "").status()).isEqualTo(404);
    assertThat(ours.get(product).field("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void mayUseTheSameSkuAndKey() {
    ApiAnswer our = ours.add("SHARED", Fields.IDEMPOTENCY_KEY, "shared");
    ApiAnswer their = theirs.add("SHARED", Fields.IDEMPOTENCY_KEY, "shared");

    assertThat(our.status()).isEqualTo(201);
    assertThat(their.status()).isEqualTo(201);
    assertThat(their.text("/id")).isNotEqualTo(our.text("/id"));
    assertThat(their.field(Fields.IDEMPOTENCY_REPLAYED)).isEmpty();
  }

  @Test
  void cannotUseEachOthersCursors() {
    ours.add("FIRST");
    ours.add("SECOND");
    String cursor = ours.get(PRODUCTS + "?limit=1").text("/next");

    assertThat(ours.get(PRODUCTS + "?limit=1&cursor=" + cursor).status()).isEqualTo(200);
    assertThat(theirs.get(PRODUCTS + "?limit=1&cursor=" + cursor).problem())
        .isEqualTo("invalid-cursor");
  }
}
