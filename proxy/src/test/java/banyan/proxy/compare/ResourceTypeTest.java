package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resources of JSON:API: what a number numbers is told by the {@code type} beside it alone. */
final class ResourceTypeTest {
  /** Order and customer, who have one number on the side that serves; two products. */
  private static final String ORDERS =
      """
      {"data": [{"type": "orders", "id": "$order", "attributes": {"total": "44.10"}, "relationships": {
         "customer": {"data": {"type": "people", "id": "$buyer"}, "links": {"related": "/orders/$order/customer"}},
         "items": {"data": [{"type": "products", "id": "$mug"}, {"type": "products", "id": "$item"}]}}}],
       "included": [{"type": "people", "id": "$customer", "attributes": {"name": "Ada"}},
         {"type": "products", "id": "$mug", "attributes": {"title": "Mug"}},
         {"type": "products", "id": "$pot", "attributes": {"title": "Pot"}}]}
      """;

  private static final String FROM = orders("7", "7", "7", "1", "2", "2");

  @Test
  void renamesEachTypeOnItsOwn() {
    assertThat(compare("/orders", orders("107", "907", "907", "31", "32", "32")))
        .isInstanceOf(Outcome.Same.class);
    // What was the number of a product is that of an order now.
    assertThat(compare("/orders", orders("2", "907", "907", "31", "32", "32")))
        .isInstanceOf(Outcome.Same.class);
  }

  @Test
  void findsAReferenceToTheWrongOne() {
    assertDifferent("/orders", orders("107", "908", "907", "31", "32", "32"));
    assertDifferent("/orders", orders("107", "107", "907", "31", "32", "32"));
    assertDifferent("/orders", orders("107", "907", "907", "31", "31", "32"));
    assertDifferent("/orders", orders("107", "907", "907", "31", "31", "31"));
    assertDifferent("/orders", orders("7", "7", "7", "2", "1", "1"));
    assertDifferent(
        "/orders", orders("107", "907", "907", "31", "32", "32").replace("orders/107", "orders/9"));
    assertDifferent(
        "/orders",
        orders("107", "907", "907", "31", "32", "32").replace("\"people\"", "\"users\""));
  }

  /** That the order of the same number was renamed says nothing of the person. */
  @Test
  void findsASingleWrongPersonBesideARenamedOrder() {
    String order =
        "{\"data\":[{\"type\":\"orders\",\"id\":\"%s\",\"links\":{\"self\":\"/orders/%s\"},"
            + "\"relationships\":{\"customer\":{\"data\":{\"type\":\"people\",\"id\":\"%s\"}},"
            + "\"item\":{\"data\":{\"type\":\"products\",\"id\":\"1\"}}}}]}";
    String from = order.formatted("7", "7", "7");
    assertThat(compare("/orders", from, order.formatted("107", "107", "908")))
        .isInstanceOf(Outcome.Different.class);
    assertThat(compare("/orders", from, order.formatted("107", "107", "7")))
        .isInstanceOf(Outcome.Same.class);
  }

  @Test
  void keepsWhatTheRequestNamesByAnyWord() {
    assertDifferent("/orders/7", orders("107", "7", "7", "31", "32", "32"));
    assertDifferent("/customers/7/orders", orders("107", "907", "907", "31", "32", "32"));
    assertThat(compare("/orders/7", orders("7", "907", "907", "31", "32", "32")))
        .isInstanceOf(Outcome.Same.class);
  }

  @Test
  void takesOtherWordsForAnyType() {
    String person = "{\"type\":\"people\",\"id\":\"%s\",\"attributes\":{\"name\":\"%s\"}}";
    String seen =
        "{\"data\":[" + person.formatted("9", "Ada") + "," + person.formatted("8", "Bo") + "],";
    String from = seen + "\"last\":\"/customers/9\"}";
    String to = seen.replace("9", "909").replace("8", "908") + "\"last\":\"/customers/%s\"}";
    assertThat(compare("/people", from, to.formatted("909"))).isInstanceOf(Outcome.Same.class);
    assertThat(compare("/people", from, to.formatted("908"))).isInstanceOf(Outcome.Different.class);
  }

  @Test
  void takesAnObjectWithOtherMembersForNoResource() {
    String card = "{\"payments\":[{\"type\":\"%s\",\"id\":7,\"last4\":\"0042\"}],\"paymentId\":%d}";
    assertThat(compare("/payments", card.formatted("card", 7), card.formatted("card", 8)))
        .isInstanceOf(Outcome.Different.class);
  }

  private static void assertDifferent(String target, String to) {
    assertThat(compare(target, to)).isInstanceOf(Outcome.Different.class);
  }

  private static String orders(
      String order, String buyer, String customer, String mug, String item, String pot) {
    return ORDERS
        .replace("$order", order)
        .replace("$buyer", buyer)
        .replace("$customer", customer)
        .replace("$mug", mug)
        .replace("$item", item)
        .replace("$pot", pot);
  }

  private static Outcome compare(String target, String to) {
    return compare(target, FROM, to);
  }

  private static Outcome compare(String target, String from, String to) {
    RecordedRequest request = new RecordedRequest("GET", target, List.of(), new byte[0]);
    RecordedPair pair = new RecordedPair("pair", request, answer(from), answer(to));
    return Comparison.of(pair, Rules.NONE, LocalDate.of(2026, 11, 21));
  }

  private static RecordedAnswer answer(String body) {
    return new RecordedAnswer(
        200,
        List.of(new RecordedField("Content-Type", "application/vnd.api+json")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
