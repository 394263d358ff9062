package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.route.RouteTable.Match;
import banyan.proxy.route.RoutesFile.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFileTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Path file;
  private RoutesFile routes;

  @BeforeEach
  void openTheFile() throws IOException {
    file = folder.resolve("routes.yaml");
    Files.writeString(file, leadingTo("/one"));
    routes = ((Opening.Opened) RoutesFile.open(file, LocalCode.none())).file();
    routes.start();
  }

  @AfterEach
  void stopFollowing() {
    routes.close();
  }

  @Test
  void theFirstContentIsInForceAtOnce() {
    assertThat(isRouted("/one")).isTrue();
    assertThat(routes.status().problem()).isNull();
    assertThat(routes.status().hash()).hasSize(64);
  }

  @Test
  void aMissingFileIsRefused() {
    Path missing = folder.resolve("missing.yaml");
    var refused = (Opening.Refused) RoutesFile.open(missing, LocalCode.none());
    assertThat(refused.faults())
        .singleElement()
        .hasToString(
            missing + ": does not exist; write it, or name another (an empty file moves nothing)");
  }

  @Test
  void aFileThatIsAwaitedComesIntoForceWhenItAppears() throws IOException {
    Path later = folder.resolve("later.yaml");
    var opened = (Opening.Opened) RoutesFile.openOrAwait(later, LocalCode.none());
    try (RoutesFile awaited = opened.file()) {
      awaited.start();
      assertThat(awaited.status()).isEqualTo(new RoutesFile.Status(later.toString(), "", null));
      Files.writeString(later, leadingTo("/two"));
      await().atMost(LIMIT).until(() -> awaited.live().current().routes().size() == 1);
    }
  }

  @Test
  void aTextThatIsNotUtf8IsRefused() throws IOException {
    Files.write(file, new byte[] {'#', (byte) 0xff});
    var refused = (Opening.Refused) RoutesFile.open(file, LocalCode.none());
    assertThat(refused.faults()).singleElement().asString().contains("is not UTF-8");
  }

  @Test
  void aFileLargerThanTheLimitIsRefused() throws IOException {
    Files.writeString(file, "#".repeat(RoutesFile.BYTES_MAX + 1));
    var refused = (Opening.Refused) RoutesFile.open(file, LocalCode.none());
    assertThat(refused.faults()).singleElement().asString().contains("is larger than");
  }

  @Test
  void aChangeComesIntoForce() throws IOException {
    String hash = routes.status().hash();
    Files.writeString(file, leadingTo("/two"));
    await().atMost(LIMIT).until(() -> isRouted("/two"));
    assertThat(isRouted("/one")).isFalse();
    assertThat(routes.status().hash()).isNotEqualTo(hash);
  }

  @Test
  void aFileReplacedByRenamingComesIntoForce() throws IOException {
    Path next = Files.writeString(folder.resolve("next"), leadingTo("/two"));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    await().atMost(LIMIT).until(() -> isRouted("/two"));
  }

  @Test
  void aFaultyFileChangesNothingAndShowsUntilItIsMended() throws IOException {
    String hash = routes.status().hash();
    Files.writeString(file, "rotes: []\nupstream: {}\n");
    await().atMost(LIMIT).until(() -> routes.status().problem() != null);
    assertThat(isRouted("/one")).isTrue();
    assertThat(routes.status().hash()).isEqualTo(hash);
    assertThat(routes.status().problem().lines())
        .containsExactly(
            file + ":1:1: unknown key 'rotes'; did you mean 'routes'?",
            file + ":2:1: unknown key 'upstream'; did you mean 'upstreams'?");
    Files.writeString(file, leadingTo("/one"));
    await().atMost(LIMIT).until(() -> routes.status().problem() == null);
  }

  @Test
  void aDeletedFileLeavesTheLastGoodTableInForce() throws IOException {
    Files.delete(file);
    await().atMost(LIMIT).until(() -> routes.status().problem() != null);
    assertThat(routes.status().problem()).contains("does not exist");
    assertThat(isRouted("/one")).isTrue();
    Files.writeString(file, leadingTo("/two"));
    await().atMost(LIMIT).until(() -> isRouted("/two"));
    assertThat(routes.status().problem()).isNull();
  }

  private boolean isRouted(String path) {
    return routes.live().current().find(null, "GET", path) instanceof Match.Found;
  }

  private static String leadingTo(String path) {
    return "upstreams: {u: {endpoints: ['http://127.0.0.1:1']}}\nroutes: [{match: {path: "
        + path
        + "}, to: u}]\n";
  }
}
