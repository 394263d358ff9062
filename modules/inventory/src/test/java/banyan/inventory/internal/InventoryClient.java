package banyan.inventory.internal;

import banyan.testing.ApiAnswer;
import banyan.testing.ApiClient;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client of the inventory's API on behalf of one tenant. Any thread. */
record InventoryClient(ApiClient api) {
  static final String STOCK = "/api/v1/stock/";

  ApiAnswer stock(String sku, String... fields) {
    return api.get(STOCK + sku, fields);
  }

  /** Pieces that are on hand, reserved and available, such as {@code 5 2 3}. */
  String numbers(String sku) {
    ApiAnswer stock = stock(sku);
    return Stream.of("/onHand", "/reserved", "/available")
        .map(stock::text)
        .collect(Collectors.joining(" "));
  }

  ApiAnswer receive(String sku, int quantity, String... fields) {
    return api.post(STOCK + sku + "/receipts", "{\"quantity\": %d}".formatted(quantity), fields);
  }

  /**
   * @param lines such as {@code MUG 2}
   */
  ApiAnswer reserve(String... lines) {
    return api.post(InventoryRoutes.RESERVATIONS, body(lines));
  }

  static String body(String... lines) {
    return Stream.of(lines)
        .map(line -> line.split(" "))
        .map(line -> "{\"sku\": \"%s\", \"quantity\": %s}".formatted(line[0], line[1]))
        .collect(Collectors.joining(", ", "{\"lines\": [", "]}"));
  }

  ApiAnswer release(ApiAnswer reservation) {
    return api.post(place(reservation) + "/release", "");
  }

  ApiAnswer commit(ApiAnswer reservation) {
    return api.post(place(reservation) + "/commit", "");
  }

  ApiAnswer show(ApiAnswer reservation) {
    return api.get(place(reservation));
  }

  private static String place(ApiAnswer reservation) {
    return InventoryRoutes.RESERVATIONS + "/" + reservation.text("/id");
  }
}
