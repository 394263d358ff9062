package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.CommandLineUser;
import banyan.app.CommandLineUser.Ending;
import banyan.testing.FromSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One process owns the database of a data folder; others say so, or attach to it. */
@FromSize(DEFAULT)
final class OwnershipTest {
  private static final Duration RECOVERED_MAX = Duration.ofSeconds(30);

  private static final String NO_TOUR = "--demo-data=false";
  private static final String FAULTY = "--fault.allowed";

  private Path folder;
  private Path data;

  @BeforeEach
  void open() throws IOException {
    folder = Folders.make();
    data = Folders.data(folder);
  }

  @AfterEach
  void remove() {
    Folders.remove(folder);
  }

  @Test
  void letsOneProcessOwnAFolderAndOthersJoin() throws Exception {
    try (BanyanProcess owner = BanyanProcess.up(data, NO_TOUR).awaitReady()) {
      var second =
          new CommandLineUser(folder).types("up", "--data", data.toString(), "--port", "0");
      assertThat(second.code()).as(second.err()).isEqualTo(4);
      assertThat(second.err()).contains("process " + owner.pid()).contains("--join");

      try (BanyanProcess joined = BanyanProcess.up(data, "--join", FAULTY, NO_TOUR).awaitReady();
          BanyanProcess alone =
              BanyanProcess.up(data, "--only", "catalog", FAULTY, NO_TOUR).awaitReady()) {
        assertThat(add(joined, "OWNER-1")).isEqualTo(201);
        assertThat(find(owner, "OWNER-1")).isEqualTo(200);
        assertThat(find(alone, "OWNER-1")).isEqualTo(200);
        assertThat(publishRoutes(owner)).isEqualTo(201);
        await().atMost(RECOVERED_MAX).until(() -> versionOfRoutes(joined) == 1);
        plantFault(joined);
        plantFault(alone);
        assertThat(told(alone)).contains("fault planted", "only-catalog-");
        assertThat(alone.stop()).isZero();
        assertThat(joined.stop()).isZero();
      }
      assertThat(told(owner))
          .containsPattern("1 .* fault planted .* up-2-")
          .containsPattern("2 .* fault stopped .* up-2-")
          .doesNotContain("only-catalog");
      assertThat(left("audit")).as("what the one that was alone told").hasSize(2);
      assertThat(find(owner, "OWNER-1")).isEqualTo(200);
    }
  }

  @Test
  void startsAgainWithEverythingCommittedAfterItsProcessWasKilled() throws Exception {
    BanyanProcess killed = BanyanProcess.up(Folders.dataOfBefore(folder), NO_TOUR).awaitReady();
    assertThat(add(killed, "KILLED-1")).isEqualTo(201);
    try (BanyanProcess joined = BanyanProcess.up(data, "--join", NO_TOUR).awaitReady()) {
      killed.kill();

      try (BanyanProcess again = BanyanProcess.up(data, NO_TOUR).awaitReady()) {
        assertThat(find(again, "KILLED-1")).isEqualTo(200);
        await().atMost(RECOVERED_MAX).until(() -> find(joined, "KILLED-1") == 200);
        assertThat(joined.stop()).isZero();
        assertThat(again.stop()).isZero();
      }
    }
    assertThat(left("run")).noneMatch(name -> name.matches(".*(json|token)"));
    assertThat(left("postgres")).doesNotContain("postmaster.pid");
  }

  private List<String> left(String part) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(part))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** One that befalls nobody, and ends with the process. */
  private void plantFault(BanyanProcess process) {
    Ending planted =
        asks(process, "fault add quiet --reset --path /nowhere --for 5m --why test".split(" "));
    assertThat(planted.code()).as(planted.err()).isZero();
  }

  /** The audit log that a process writes to, once it is found whole. */
  private String told(BanyanProcess process) {
    assertThat(asks(process, "audit", "verify").out()).contains("is whole");
    return asks(process, "audit", "list").out();
  }

  private Ending asks(BanyanProcess process, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--admin", process.adminUrl().toString()));
    words.addAll(List.of("--token-file", process.adminTokenFile().toString()));
    return new CommandLineUser(folder).types(words.toArray(String[]::new));
  }

  private static int publishRoutes(BanyanProcess process) throws Exception {
    String token = Files.readString(process.adminTokenFile()).strip();
    return new Client(process.adminUrl())
        .with("Authorization", "Bearer " + token)
        .post("/routes/publish", "{\"document\": \"routes: []\", \"why\": \"for all\"}")
        .statusCode();
  }

  private static int versionOfRoutes(BanyanProcess process) throws Exception {
    return Client.json(process.admin("/routes")).at("/published/version").asInt();
  }

  private static int add(BanyanProcess process, String sku) throws Exception {
    return new Client(process.url()).post("/api/v1/products", Client.product(sku)).statusCode();
  }

  private static int find(BanyanProcess process, String sku) throws Exception {
    return new Client(process.url()).get("/api/v1/products/by-sku/" + sku).statusCode();
  }
}
