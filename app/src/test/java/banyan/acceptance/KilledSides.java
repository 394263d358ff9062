package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.database.DatabaseAddress;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy before two processes that do the same on one database: a monolith, and its inventory
 * alone. Each may be killed, and comes back at its address. One thread, save where a method says
 * otherwise.
 */
final class KilledSides implements AutoCloseable {
  /**
   * Below the ports that a system gives to whoever connects: none is taken while its owner is dead.
   */
  private static final int PORT_MIN = 20_000;

  private static final int PORT_MAX = 30_000;
  private static final String SECRET = "a secret of tests that guards nothing";

  /** One of the processes. */
  enum Part {
    FRONT,
    MONOLITH,
    INVENTORY
  }

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final Map<Part, BanyanProcess> running = new EnumMap<>(Part.class);

  /** Odd while the front is dead. */
  private final AtomicInteger frontLives = new AtomicInteger();

  KilledSides(Path folder, DatabaseAddress address) throws IOException {
    this.folder = folder;
    this.environment =
        Map.of(
            "BANYAN_DATABASE_URL",
            "postgres://%s:%s@%s:%d/%s"
                .formatted(
                    address.user(),
                    address.password(),
                    address.host(),
                    address.port(),
                    address.database()),
            "BANYAN_SECRET",
            SECRET);
    for (Part part : Part.values()) {
      ports.put(part, freePort());
    }
    // A breaker would leave a side alone for a moment after it has come back, when the other dies.
    Files.writeString(
        folder.resolve("routes.yaml"),
        """
        upstreams:
          monolith:
            endpoints: ["http://127.0.0.1:%d"]
            ledger: inventory
            breaker: off
          inventory:
            endpoints: ["http://127.0.0.1:%d"]
            ledger: inventory
            breaker: off
        routes:
          - match: {path: "/api/v1/stock/**"}
            to: monolith
            idempotency: {required: true}
        """
            .formatted(ports.get(Part.MONOLITH), ports.get(Part.INVENTORY)));
    for (Part part : List.of(Part.MONOLITH, Part.INVENTORY, Part.FRONT)) {
      begin(part);
    }
  }

  /** Where clients ask. Any thread. */
  URI url() {
    return URI.create("http://127.0.0.1:" + ports.get(Part.FRONT));
  }

  /** What a client shows that may receive goods: nobody behind a proxy is from this machine. */
  static String token() {
    return new CallerTokens(new Secret(SECRET), CallerTokens.BEARER, InstantSource.system())
        .sign(
            new Caller(Caller.MAIN_TENANT, "clerk", Set.of("inventory:write")),
            Duration.ofHours(2));
  }

  /** Changes when the front dies, and when it is back; odd in between. Any thread. */
  int frontLives() {
    return frontLives.get();
  }

  /** Ends a process as {@code kill -9} does. */
  void kill(Part part) throws InterruptedException {
    if (part == Part.FRONT) {
      frontLives.incrementAndGet();
    }
    running.get(part).kill();
  }

  /** Starts a process again; returns when it can do its work. */
  void revive(Part part) throws IOException {
    begin(part);
    if (part == Part.FRONT) {
      frontLives.incrementAndGet();
    }
  }

  /** Asks the front for a move, by override. */
  void migrate(String path, String members) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        operator().post("/migrations/" + path, "{%s, \"why\": \"a test\"}".formatted(members));
    assertThat(answer.statusCode())
        .as(answer.body())
        .isBetween(HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_CREATED);
  }

  /** Whether the audit log of the front is whole. */
  boolean isAuditWhole() throws IOException, InterruptedException {
    return Client.json(operator().get("/audit")).path("isWhole").asBoolean();
  }

  private Client operator() throws IOException {
    BanyanProcess front = running.get(Part.FRONT);
    String token = Files.readString(front.adminTokenFile()).strip();
    return new Client(front.adminUrl()).with("Authorization", "Bearer " + token);
  }

  private void begin(Part part) throws IOException {
    Path data = Files.createDirectories(folder.resolve(part.name()));
    List<String> arguments = new ArrayList<>(List.of("--port", ports.get(part).toString()));
    Map<String, String> given = environment;
    switch (part) {
      case FRONT -> {
        arguments.addAll(List.of("--routes", folder.resolve("routes.yaml").toString()));
        // Else the gate, which sees one side die again and again, would move beside the test.
        arguments.add("--gate.automatic=false");
        given = Map.of();
      }
      case MONOLITH -> arguments.add("--demo-data=false");
      case INVENTORY -> arguments.addAll(List.of("--demo-data=false", "--only", "inventory"));
    }
    String command = part == Part.FRONT ? "proxy" : "up";
    BanyanProcess process =
        BanyanProcess.serve(command, data, given, arguments.toArray(String[]::new));
    running.put(part, process.awaitReady());
  }

  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException e) {
        // Somebody has it: another one will be free.
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (BanyanProcess process : running.values()) {
      process.close();
    }
  }
}
