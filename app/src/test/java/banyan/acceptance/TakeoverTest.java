package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.FromSize;
import banyan.testing.TestSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job: a second process takes a context's routes over, and no client notices. */
@FromSize(DEFAULT)
class TakeoverTest {
  private static final Duration MOVED_MAX = Duration.ofSeconds(20);

  private Path folder;
  private Path data;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();

  @BeforeEach
  void open() throws IOException {
    folder = Folders.make();
    data = Folders.dataOfBefore(folder);
  }

  @AfterEach
  void remove() {
    Folders.remove(folder);
  }

  @Test
  void movesTheCatalogueOutAndBackWithoutOneFailedRequest() throws Exception {
    int clients = TestSize.pick("clients during the move", 4, 4, 8);
    Path routes = folder.resolve("routes.yaml");
    Folders.publish(routes, "routes: []\n");
    try (BanyanProcess monolith = up(routes);
        BanyanProcess catalog = BanyanProcess.up(data, "--only", "catalog")) {
      monolith.awaitReady();
      catalog.awaitReady();
      try (Load load = new Load(monolith.url(), clients)) {
        load.awaitMore();
        Folders.publish(routes, document(catalog.url(), "GET, HEAD"));
        awaitMoved(monolith, "GET");
        load.awaitMore();
        Folders.publish(routes, document(catalog.url(), "GET, HEAD, POST"));
        awaitMoved(monolith, "POST");
        load.awaitMore();
        // A write whose service dies under it has an unknown outcome; reads must not notice.
        load.readsOnly();
        catalog.kill();
        load.awaitMore();
        // Asked now: a route that leaves the table takes its figures along.
        assertThat(sides(monolith)).containsKeys("local", "catalog", "fallback");
        Folders.publish(routes, "routes: []\n");
        load.awaitMore();
      }
      assertThat(failures).isEmpty();
      assertEveryWriteIsThere(monolith);
    }
  }

  private BanyanProcess up(Path routes) throws IOException {
    return BanyanProcess.up(data, "--routes", routes.toString());
  }

  private static String document(URI catalog, String methods) {
    return """
        upstreams:
          catalog: {endpoints: ["%s"]}
        routes:
          - {match: {methods: [%s], path: /api/v1/products/**}, to: catalog, fallback: local}
        """
        .formatted(catalog, methods);
  }

  /** Waits until the service has answered on a route that moves {@code method}. */
  private static void awaitMoved(BanyanProcess monolith, String method) {
    await().atMost(MOVED_MAX).until(() -> hasMoved(monolith, method));
  }

  private static boolean hasMoved(BanyanProcess monolith, String method)
      throws IOException, InterruptedException {
    for (JsonNode row : Client.json(monolith.admin("/routes")).path("routes")) {
      if (row.at("/sides/catalog/requests").asLong() > 0
          && row.at("/match/methods").toString().contains(method)) {
        return true;
      }
    }
    return false;
  }

  /** Requests by the side that answered, as the admin listener tells. */
  private static Map<String, Long> sides(BanyanProcess monolith)
      throws IOException, InterruptedException {
    JsonNode report = Client.json(monolith.admin("/routes"));
    Map<String, Long> sides = new TreeMap<>();
    for (JsonNode row : report.path("routes")) {
      row.path("sides")
          .properties()
          .forEach(
              side ->
                  sides.merge(side.getKey(), side.getValue().path("requests").asLong(), Long::sum));
    }
    return sides;
  }

  private void assertEveryWriteIsThere(BanyanProcess monolith) throws Exception {
    Client client = new Client(monolith.url());
    for (int i = 1; i <= writes.get(); i++) {
      assertThat(client.get("/api/v1/products/by-sku/" + sku(i)).statusCode()).isEqualTo(200);
    }
  }

  private static String sku(int number) {
    return "TAKEOVER-%05d".formatted(number);
  }

  /** Clients that read and write until they are closed. */
  private final class Load implements AutoCloseable {
    private static final List<String> READS =
        List.of(
            "/api/v1/products?limit=5",
            "/api/v1/products?q=steel&limit=3",
            "/api/v1/products/by-sku/TAKEOVER-SEED");

    /** Clients that ask without a pause cost what the machine has, and find nothing more. */
    private static final int PACE_MILLIS = 10;

    private final Client client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean onlyReads = new AtomicBoolean();

    Load(URI base, int clients) throws Exception {
      client = Client.checked(base);
      assertThat(client.post("/api/v1/products", Client.product("TAKEOVER-SEED")).statusCode())
          .isEqualTo(201);
      for (int i = 0; i < clients; i++) {
        var _ = threads.submit(this::run);
      }
    }

    /** Waits until each kind of request was answered some more times. */
    void awaitMore() {
      int read = reads.get() + 60;
      int written = onlyReads.get() ? 0 : writes.get() + 10;
      await()
          .atMost(MOVED_MAX)
          .until(() -> !failures.isEmpty() || (reads.get() >= read && writes.get() >= written));
    }

    /** Returns when no write is under way any more. */
    void readsOnly() {
      synchronized (writes) {
        onlyReads.set(true);
      }
    }

    private void run() {
      for (int i = 0; ; i++) {
        try {
          if (over.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
          if (i % 6 == 5 && !onlyReads.get()) {
            write();
          } else {
            read(READS.get(i % READS.size()));
          }
        } catch (IOException | InterruptedException | AssertionError e) {
          failures.add(e.toString());
          return;
        }
      }
    }

    private void read(String path) throws IOException, InterruptedException {
      var response = client.get(path);
      if (response.statusCode() != 200) {
        failures.add("GET " + path + " -> " + response.statusCode() + " " + response.body());
      }
      reads.incrementAndGet();
    }

    private void write() throws IOException, InterruptedException {
      synchronized (writes) {
        if (onlyReads.get()) {
          return;
        }
        String sku = sku(writes.get() + 1);
        var response =
            client
                .with("Idempotency-Key", "key-" + sku)
                .post("/api/v1/products", Client.product(sku));
        if (response.statusCode() != 201) {
          failures.add("POST " + sku + " -> " + response.statusCode() + " " + response.body());
        }
        writes.incrementAndGet();
      }
    }

    @Override
    public void close() {
      over.countDown();
      threads.close();
    }
  }
}
