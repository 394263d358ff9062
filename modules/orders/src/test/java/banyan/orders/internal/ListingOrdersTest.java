package banyan.orders.internal;

import static banyan.orders.internal.TestShop.ORDERS;
import static banyan.orders.internal.TestShop.line;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import banyan.testing.ApiClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ListingOrdersTest {
  private static final int ORDERS_PLACED = 5;

  private static TestShop shop;
  private static ApiClient client;
  private static final List<String> PLACED = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    shop = TestShop.open();
    client = shop.client();
    shop.stock("LISTED", 100);
    for (int number = 0; number < ORDERS_PLACED; number++) {
      PLACED.addFirst(shop.place(line("LISTED", 1)).text("/id"));
    }
    shop.cancel(PLACED.get(1));
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void showsTheNewestFirst() {
    assertThat(client.get(ORDERS).json().path("items").findValuesAsText("id"))
        .containsExactlyElementsOf(PLACED);
  }

  @Test
  void showsEveryOrderOnceFromPageToPage() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      ApiAnswer page = client.get(ORDERS + "?limit=2" + cursor);
      seen.addAll(page.json().path("items").findValuesAsText("id"));
      cursor = page.text("/next").isEmpty() ? "" : "&cursor=" + page.text("/next");
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactlyElementsOf(PLACED);
  }

  @Test
  void showsOneStatusAlone() {
    assertThat(client.get(ORDERS + "?status=cancelled").json().path("items").findValuesAsText("id"))
        .containsExactly(PLACED.get(1));
    assertThat(client.get(ORDERS + "?status=confirmed").json().path("items"))
        .hasSize(ORDERS_PLACED - 1);
    assertThat(client.get(ORDERS + "?status=lost").problem()).isEqualTo("invalid-request");
  }

  @Test
  void refusesACursorOfAnotherList() {
    String cursor = client.get(ORDERS + "?limit=2").text("/next");

    ApiAnswer refused = client.get(ORDERS + "?limit=2&status=confirmed&cursor=" + cursor);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-cursor");
    assertThat(shop.client("theirs").get(ORDERS + "?limit=2&cursor=" + cursor).problem())
        .isEqualTo("invalid-cursor");
  }
}
