package banyan.catalog.internal;

import static banyan.catalog.internal.CatalogRoutes.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.ApiAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingProductsTest {
  private static final List<Product> DEMO = AddDemoProducts.all();

  private static CatalogServer server;

  private final CatalogClient client = server.client();

  @BeforeAll
  static void start() throws Exception {
    server = CatalogServer.withDemoProducts();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void startsWithTheNewest() {
    List<String> newestFirst =
        new ArrayList<>(DEMO.stream().map(product -> product.id().toString()).toList());
    Collections.reverse(newestFirst);

    assertThat(ids(client.get(PRODUCTS + "?limit=100"))).isEqualTo(newestFirst.subList(0, 100));
    assertThat(ids(client.get(PRODUCTS))).isEqualTo(newestFirst.subList(0, 20));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 50, 100})
  void showsEveryProductOnce(int limit) {
    List<String> seen = walk(client, "?limit=" + limit, () -> {});

    assertThat(seen).hasSameSizeAs(DEMO).doesNotHaveDuplicates();
  }

  @Test
  void showsEveryProductOnceWhileOthersAreAdded() throws Exception {
    try (CatalogServer busy = CatalogServer.withDemoProducts()) {
      CatalogClient reader = busy.client();
      AtomicInteger added = new AtomicInteger();
      Runnable add = () -> reader.add("MEANWHILE-" + added.incrementAndGet());

      assertThat(walk(reader, "?limit=50", add))
          .containsExactlyInAnyOrderElementsOf(
              DEMO.stream().map(product -> product.id().toString()).toList());
      assertThat(walk(reader, "?limit=50", () -> {})).hasSize(DEMO.size() + added.get());
    }
  }

  @Test
  void endsWithoutNext() {
    ApiAnswer last =
        client.get(PRODUCTS + "?limit=1&q=" + query("\"" + DEMO.getFirst().name() + "\""));

    assertThat(ids(last)).containsExactly(DEMO.getFirst().id().toString());
    assertThat(last.json().has("next")).isFalse();
  }

  @Test
  void keepsToAStatus() {
    List<String> archived = walk(client, "?status=archived&limit=10", () -> {});

    assertThat(archived)
        .containsExactlyInAnyOrderElementsOf(
            DEMO.stream().filter(Product::isArchived).map(p -> p.id().toString()).toList());
  }

  @Test
  void findsWordsInNamesAndDescriptions() {
    ApiAnswer boards = client.get(PRODUCTS + "?limit=100&q=" + query("oak cutting boards -rustic"));

    assertThat(boards.json().at("/items"))
        .isNotEmpty()
        .allMatch(item -> item.path("name").asText().endsWith("Oak Cutting Board"))
        .noneMatch(item -> item.path("name").asText().startsWith("Rustic"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zeppelin", "the", "' OR 1=1 --", "\"", ":*&|!()", "\\", "%", "-", "\uFFFF"})
  void findsNothingForWordsThatNoProductHas(String words) {
    ApiAnswer answer = client.get(PRODUCTS + "?q=" + query(words));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(ids(answer)).isEmpty();
  }

  @Test
  void refusesACursorOfAnotherList() {
    String cursor = client.get(PRODUCTS + "?q=oak").text("/next");

    assertThat(client.get(PRODUCTS + "?q=oak&cursor=" + cursor).status()).isEqualTo(200);
    assertThat(client.get(PRODUCTS + "?q=elm&cursor=" + cursor).problem())
        .isEqualTo("invalid-cursor");
    assertThat(client.get(PRODUCTS + "?q=oak&status=active&cursor=" + cursor).problem())
        .isEqualTo("invalid-cursor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AZuNDmwAeryN7wEjRWeJqwLBuDv5aDUA", "%27%3B--", "AAAA%0AAAAA"})
  void refusesWhatIsNoCursor(String cursor) {
    ApiAnswer refused = client.get(PRODUCTS + "?cursor=" + cursor);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-cursor");
  }

  @Test
  void listsEveryWrongParameterAtOnce() {
    ApiAnswer refused =
        client.get(PRODUCTS + "?limit=101&status=sold&cursor=&q=&sort=name&limit=5");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/violations").findValuesAsText("pointer"))
        .contains("query:limit", "query:status", "query:cursor", "query:q", "query:sort");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "101", "ten", "1.5", "99999999999", ""})
  void refusesALimitOutside(String limit) {
    ApiAnswer refused = client.get(PRODUCTS + "?limit=" + limit);

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("/violations/0/pointer")).isEqualTo("query:limit");
  }

  /** The ids of all pages, in their order; {@code afterPage} runs after each. */
  private static List<String> walk(CatalogClient reader, String query, Runnable afterPage) {
    List<String> seen = new ArrayList<>();
    for (String next = query; !next.isEmpty(); afterPage.run()) {
      ApiAnswer page = reader.get(PRODUCTS + next);
      seen.addAll(ids(page));
      next = nextQuery(query, page);
    }
    return seen;
  }

  private static String nextQuery(String query, ApiAnswer page) {
    return page.json().has("next") ? query + "&cursor=" + page.text("/next") : "";
  }

  private static List<String> ids(ApiAnswer page) {
    return page.json().at("/items").findValuesAsText("id");
  }

  private static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
