package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.FromSize;
import banyan.testing.ReadyCluster;
import banyan.testing.TestSize;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is gone costs answers, not the process; it comes back by itself. */
@FromSize(DEFAULT)
final class DatabaseOutageTest {
  private static final Duration RECOVERED_MAX = Duration.ofSeconds(30);
  private static final String LIST = "/api/v1/products?limit=2";

  private Path folder;

  @BeforeEach
  void open() throws IOException {
    folder = Folders.make();
  }

  @AfterEach
  void remove() {
    Folders.remove(folder);
  }

  @Test
  void outlivesTheDeathOfItsEmbeddedDatabaseUnderLoad() throws Exception {
    Path data = Folders.dataOfBefore(folder);
    int kills = TestSize.pick("deaths of the database", 2, 2, 10);
    try (BanyanProcess process = BanyanProcess.up(data, "--demo-data=false").awaitReady();
        Load load = new Load(Client.checked(process.url()))) {
      for (int i = 0; i < kills; i++) {
        load.awaitMoreSuccesses();
        killDatabase(data);
      }
      load.awaitMoreSuccesses();
      assertThat(load.surprises).isEmpty();
      assertThat(process.isAlive()).isTrue();
      Client client = new Client(process.url());
      for (int i = 1; i <= load.written.get(); i++) {
        var found = client.get("/api/v1/products/by-sku/" + Load.sku(i));
        assertThat(found.statusCode()).as(Load.sku(i)).isEqualTo(200);
      }
    }
  }

  private static void killDatabase(Path data) throws IOException {
    Path file = data.resolve("postgres").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    server.destroyForcibly();
    await().atMost(RECOVERED_MAX).until(() -> !server.isAlive());
  }

  @Test
  void waitsForADatabaseOfOnesOwnAndOutlivesItsLoss() throws Exception {
    // The same server each time: folder, port and password stay.
    Path home = folder.resolve("server");
    DatabaseAddress address;
    try (EmbeddedServer first = ReadyCluster.start(home)) {
      address = first.address();
    }
    try (BanyanProcess process = start(address)) {
      Client client = Client.checked(process.url());
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
      assertGone(client);

      try (EmbeddedServer _ = ReadyCluster.start(home)) {
        process.awaitReady();
        assertThat(client.post("/api/v1/products", Client.product("OUTAGE-1")).statusCode())
            .isEqualTo(201);
      }
      assertGone(client);
      assertThat(process.admin("/health/ready").statusCode()).isEqualTo(503);

      try (EmbeddedServer _ = ReadyCluster.start(home)) {
        process.awaitReady();
        assertThat(client.get("/api/v1/products/by-sku/OUTAGE-1").statusCode()).isEqualTo(200);
        assertThat(process.stop()).isZero();
      }
      assertThat(process.log() + process.output()).doesNotContain(address.password());
    }
  }

  private BanyanProcess start(DatabaseAddress address) throws IOException {
    String url =
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                address.user(),
                address.password(),
                address.host(),
                address.port(),
                address.database());
    Map<String, String> environment =
        Map.of(
            "BANYAN_DATABASE_URL", url, "BANYAN_SECRET", "a secret of tests that guards nothing");
    return BanyanProcess.serve("up", folder.resolve("var"), environment);
  }

  /** Readiness notices the loss by the first failure, so it may be a moment behind. */
  private static void assertGone(Client client) throws Exception {
    assertThat(client.get(LIST).statusCode()).isEqualTo(503);
    await().atMost(RECOVERED_MAX).until(() -> client.get("/health/ready").statusCode() == 503);
    for (String path : new String[] {LIST, "/health/ready"}) {
      var answer = client.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(Client.problem(answer)).isEqualTo("unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  /** A reader and a writer until it is closed; notes whatever is neither a success nor a 503. */
  private static final class Load implements AutoCloseable {
    private static final int MORE = 40;

    /** Clients that ask without a pause cost what the machine has, and find nothing more. */
    private static final int PACE_MILLIS = 10;

    private final Client client;
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Load(Client client) {
      this.client = client;
      threads.execute(() -> repeat(this::read));
      threads.execute(() -> repeat(this::write));
    }

    static String sku(int number) {
      return "LOAD-%04d".formatted(number);
    }

    void awaitMoreSuccesses() {
      int reads = read.get() + MORE;
      int writes = written.get() + MORE / 4;
      await()
          .atMost(RECOVERED_MAX)
          .until(() -> !surprises.isEmpty() || (read.get() >= reads && written.get() >= writes));
    }

    private interface Step {
      void run() throws IOException, InterruptedException;
    }

    private void repeat(Step step) {
      while (true) {
        try {
          if (over.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
          step.run();
        } catch (IOException | InterruptedException | AssertionError e) {
          surprises.add(e.toString());
          return;
        }
      }
    }

    private void read() throws IOException, InterruptedException {
      if (isSuccess(client.get(LIST))) {
        read.incrementAndGet();
      }
    }

    /** The key makes it safe to send again what was answered 503. */
    private void write() throws IOException, InterruptedException {
      String sku = sku(written.get() + 1);
      var answer =
          client.with("Idempotency-Key", sku).post("/api/v1/products", Client.product(sku));
      if (isSuccess(answer)) {
        written.incrementAndGet();
      }
    }

    private boolean isSuccess(HttpResponse<String> answer) {
      boolean isHonest =
          answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
      boolean isSuccess = answer.statusCode() == 200 || answer.statusCode() == 201;
      if (!isSuccess && !isHonest) {
        surprises.add(answer.statusCode() + " " + answer.body());
      }
      return isSuccess;
    }

    @Override
    public void close() {
      over.countDown();
      threads.close();
    }
  }
}
