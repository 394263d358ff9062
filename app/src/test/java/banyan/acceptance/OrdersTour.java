package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A walk through every answer of the routes of orders. */
final class OrdersTour {
  private static final String ORDERS = "/api/v1/orders";

  private final Shop shop;
  private final Client buyer;
  private final Client clerk;
  private final String sku;

  OrdersTour(Shop shop) {
    this.shop = shop;
    this.buyer = shop.holding("orders:write");
    this.clerk = shop.holding("orders:read");
    this.sku = shop.freshSku();
  }

  void walk() throws Exception {
    stock();
    String order = place();
    read(order);
    beRefused();
    cancel(order);
    cancelWhileSomebodyDoes(place());
  }

  private void stock() throws Exception {
    assertThat(shop.writer().post("/api/v1/products", Client.product(sku)).statusCode())
        .isEqualTo(201);
    assertThat(
            shop.holding("inventory:write")
                .post("/api/v1/stock/" + sku + "/receipts", "{\"quantity\": 5}")
                .statusCode())
        .isEqualTo(200);
  }

  /** Where the new order is. */
  private String place() throws Exception {
    String key = "order-" + shop.freshSku();
    HttpResponse<String> placed = place(key, 2);
    assertThat(placed.statusCode()).isEqualTo(201);
    assertThat(place(key, 2).body()).isEqualTo(placed.body());
    assertThat(place(key, 1).statusCode()).isEqualTo(422);
    return placed.headers().firstValue("Location").orElseThrow();
  }

  private void read(String order) throws Exception {
    String tag = clerk.get(order).headers().firstValue("ETag").orElseThrow();
    assertThat(clerk.with("If-None-Match", tag).get(order).statusCode()).isEqualTo(304);
    assertThat(clerk.get(ORDERS + "?status=confirmed&limit=1").statusCode()).isEqualTo(200);
    assertThat(clerk.get(ORDERS + "?cursor=no-cursor").statusCode()).isEqualTo(400);
    assertThat(clerk.get(ORDERS + "/00000000-0000-7000-8000-000000000000").statusCode())
        .isEqualTo(404);
    assertThat(buyer.get(order).statusCode()).isEqualTo(403);
    assertThat(shop.reader().get(order).statusCode()).isEqualTo(401);
  }

  private void beRefused() throws Exception {
    HttpResponse<String> tooMuch = place("order-" + shop.freshSku(), 6);
    assertThat(Client.problem(tooMuch)).isEqualTo("out-of-stock");
    String refused = ORDERS + "/" + Client.json(tooMuch).path("orderId").asText();
    assertThat(clerk.get(refused).statusCode()).isEqualTo(200);
    assertThat(Client.problem(buyer.send("POST", refused + "/cancel", "")))
        .isEqualTo("order-refused");
    for (List<String> wrong :
        List.of(
            List.of("price-changed", body(sku, 1).replace("1999", "1")),
            List.of("unknown-sku", body(shop.freshSku(), 1)),
            List.of("invalid-request", "{\"lines\": []}"))) {
      HttpResponse<String> answer = keyed("order-" + shop.freshSku()).post(ORDERS, wrong.get(1));
      assertThat(Client.problem(answer)).isEqualTo(wrong.get(0));
    }
    assertThat(Client.problem(buyer.post(ORDERS, body(sku, 1))))
        .isEqualTo("idempotency-key-required");
  }

  private void cancel(String order) throws Exception {
    assertThat(buyer.send("POST", order + "/cancel", "").statusCode()).isEqualTo(200);
    assertThat(buyer.send("POST", order + "/cancel", "").statusCode()).isEqualTo(200);
  }

  private void cancelWhileSomebodyDoes(String order) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> first;
      try (Hold hold =
          Hold.of(shop.database(), "SELECT FROM inventory.stock WHERE sku = ? FOR UPDATE", sku)) {
        first = threads.submit(() -> buyer.send("POST", order + "/cancel", ""));
        hold.awaitVictim();
        assertThat(buyer.send("POST", order + "/cancel", "").statusCode()).isEqualTo(202);
      }
      assertThat(first.get().statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> place(String key, int quantity) throws Exception {
    return keyed(key).post(ORDERS, body(sku, quantity));
  }

  private Client keyed(String key) {
    return buyer.with("Idempotency-Key", key);
  }

  private static String body(String sku, int quantity) {
    return """
        {"lines": [{"sku": "%s", "quantity": %d,
                    "unitPrice": {"amountMinor": 1999, "currency": "EUR"}}]}"""
        .formatted(sku, quantity);
  }
}
