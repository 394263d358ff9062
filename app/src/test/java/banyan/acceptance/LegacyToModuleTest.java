package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.CommandLineUser;
import banyan.app.CommandLineUser.Ending;
import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.Attachment;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.FromSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A module of Banyan takes the list of orders over from a legacy system, which has kept it on the
 * same database: the same engine in the other direction, from the first copy to the end of the old
 * side, and no client notices. An adapter speaks the legacy system's language meanwhile.
 */
@FromSize(DEFAULT)
final class LegacyToModuleTest {
  private static final Duration MOVED_MAX = Duration.ofSeconds(60);
  private static final int ORDERS = 5;
  private static final String LIST = "/api/v1/orders";

  private Path folder;

  /** The one thing that the module says and the application does not. */
  private static final String RULES =
      """
      expect:
        - header: x-content-type-options
          change: added
          who: the architects
          why: the module forbids browsers to guess types
          evidence: docs/request-path.md
          until: %s
      """
          .formatted(LocalDate.now(ZoneOffset.UTC).plusYears(1));

  @Test
  void theListOfOrdersMovesFromExpressToTheModule() throws Exception {
    folder = Folders.make();
    Path routes = folder.resolve("routes.yaml");
    Folders.publish(routes, "routes: []\n");
    try (BanyanProcess monolith = start(routes);
        LegacyApplication legacy = LegacyApplication.ofOrders(database(monolith))) {
      Client client = new Client(monolith.url());
      placeOrders(client);
      JsonNode ours = list(client);
      assertThat(ours.path("items")).hasSize(ORDERS);

      Folders.publish(routes, document(legacy));
      awaitSide(monolith, client, "legacy");
      assertThat(list(client)).as("what the adapter makes of the legacy answer").isEqualTo(ours);

      Files.writeString(folder.resolve("orders.rules.yaml"), RULES);
      try (Load load = new Load(client, ours)) {
        move(
            "create",
            "orders",
            "--routes",
            "GET " + LIST,
            "--from",
            "legacy",
            "--to",
            "local",
            "--identity",
            "cookie:shopper");
        move("shadow", "orders");
        awaitMove(load, "canary", "orders", "50");
        awaitMove(load, "promote", "orders");
        awaitMove(load, "retire", "orders");
        load.awaitMore();
        legacy.close();
        load.awaitMore();
        assertThat(load.failures).isEmpty();
      }
      assertThat(list(client)).isEqualTo(ours);
      assertThat(types("audit", "verify").out()).contains("the audit log is whole: 5 entries");
      assertThat(types("migration", "show", "orders").out()).doesNotContain("override");
    } finally {
      Folders.remove(folder);
    }
  }

  /**
   * Times are shortened, and so is what takes thousands of answers: how fast both sides are, and
   * how rare their differences, is not what is asked here.
   */
  private BanyanProcess start(Path routes) throws IOException {
    return BanyanProcess.up(
            Folders.dataOfBefore(folder),
            "--demo-data=false",
            "--routes",
            routes.toString(),
            "--gate.time=1s",
            "--gate.error-share=0.05",
            "--gate.parity-rate=0.01",
            "--gate.latency-floor=60s",
            "--shadow.reverse=1",
            "--shadow.processor=1",
            "--migration.quiet=2s")
        .awaitReady();
  }

  private static DatabaseAddress database(BanyanProcess process) {
    return switch (EmbeddedServer.attach(process.data())) {
      case Attachment.Attached(DatabaseAddress address, long _) -> address;
      case Attachment.NotRunning(String reason) -> throw new IllegalStateException(reason);
    };
  }

  private static void placeOrders(Client client) throws Exception {
    for (int i = 1; i <= ORDERS; i++) {
      String sku = "LEGACY-" + i;
      assertThat(client.post("/api/v1/products", Client.product(sku)).statusCode()).isEqualTo(201);
      client.post("/api/v1/stock/" + sku + "/receipts", "{\"quantity\": 9}");
      var placed =
          client
              .with("Idempotency-Key", "key-" + sku)
              .post(
                  LIST,
                  """
                  {"lines": [{"sku": "%s", "quantity": 2,
                              "unitPrice": {"amountMinor": 1999, "currency": "EUR"}}]}
                  """
                      .formatted(sku));
      assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    }
  }

  private static String document(LegacyApplication legacy) {
    return """
        upstreams:
          legacy: {endpoints: ["http://127.0.0.1:%d"], build: "1"}
        routes:
          - match: {methods: [GET, HEAD], path: %s}
            to: legacy
            adapt:
              request: {path: /orders}
              response:
                fields: {remove: [X-Powered-By, ETag]}
                body:
                  - {rename: /orders, to: items}
                  - {rename: "/items/*/orderId", to: id}
                  - {rename: "/items/*/state", to: status}
                  - {rename: "/items/*/positions", to: lines}
                  - {rename: "/items/*/lines/*/pieces", to: quantity}
                  - {rename: "/items/*/lines/*/each", to: unitPrice}
                  - {rename: "/items/*/sum", to: total}
                  - {rename: "/items/*/buyer", to: placedBy}
        """
        .formatted(legacy.port(), LIST);
  }

  private static void awaitSide(BanyanProcess monolith, Client client, String side) {
    await()
        .atMost(MOVED_MAX)
        .until(
            () -> {
              client.get(LIST);
              return monolith.admin("/routes").body().contains("\"" + side + "\":{\"requests\"");
            });
  }

  private static JsonNode list(Client client) throws IOException, InterruptedException {
    return Client.json(client.get(LIST));
  }

  private void move(String... words) {
    Ending ending = types(move(words, "--why", "the module takes over"));
    assertThat(ending.code()).as(ending.err()).isZero();
    System.out.print(ending.out());
  }

  /** Under load the evidence comes by itself. */
  private void awaitMove(Load load, String... words) {
    String[] last = {""};
    await()
        .atMost(MOVED_MAX)
        .until(
            () -> {
              Ending ending = types(move(words, "--why", "the evidence is there"));
              boolean isNews = !reason(last[0]).equals(reason(ending.err()));
              if (isNews) {
                System.out.print(ending.err() + types("migration", "diff", "orders").out());
              }
              last[0] = ending.err();
              System.out.print(ending.out());
              return ending.code() == 0 || !load.failures.isEmpty();
            });
  }

  /** What is missing, whatever the numbers are. */
  private static String reason(String words) {
    return words.replaceAll("[0-9]+", "");
  }

  private static String[] move(String[] words, String... more) {
    return Stream.of(Stream.of("migration"), Arrays.stream(words), Arrays.stream(more))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private Ending types(String... words) {
    return new CommandLineUser(folder).types(words);
  }

  /** Clients who read the list until they are closed, and see the same all the time. */
  private static final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int SHOPPERS = 200;
    private static final int MORE = 100;
    private static final int PACE_MILLIS = 10;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answers = new AtomicInteger();

    Load(Client client, JsonNode due) {
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        threads.execute(() -> ask(client, number, due));
      }
    }

    void awaitMore() {
      int enough = answers.get() + MORE;
      await().atMost(MOVED_MAX).until(() -> !failures.isEmpty() || answers.get() >= enough);
    }

    private void ask(Client client, int number, JsonNode due) {
      try {
        for (int i = 0; !over.await(PACE_MILLIS, TimeUnit.MILLISECONDS); i++) {
          String shopper = "shopper=" + (number + CLIENTS * i) % SHOPPERS;
          var answer = client.with("Cookie", shopper).get(LIST);
          if (answer.statusCode() != 200 || !Client.json(answer).equals(due)) {
            failures.add(answer.statusCode() + " " + answer.body());
          }
          answers.incrementAndGet();
        }
      } catch (IOException | InterruptedException e) {
        failures.add(e.toString());
      }
    }

    @Override
    public void close() {
      over.countDown();
      threads.close();
    }
  }
}
