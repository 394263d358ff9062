package banyan.proxy.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import banyan.proxy.publish.PublishedRoutes.Outcome;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import banyan.proxy.route.RoutesFile.Opening;
import banyan.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force, by file, store and copy. */
final class PublishedRoutesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final List<PublishedRoutes> instances = new ArrayList<>();
  private Path file;
  private UnsteadyStore store;

  @BeforeEach
  void writeTheFile() throws IOException {
    file = folder.resolve("routes.yaml");
    write(Documents.leadingTo("/file"));
    store =
        new UnsteadyStore(new VersionsFolder(folder.resolve("versions"), InstantSource.system()));
  }

  @AfterEach
  void stop() {
    instances.forEach(PublishedRoutes::close);
  }

  @Test
  void theFileIsTheFirstVersion() {
    PublishedRoutes routes = start("up");

    assertThat(routes.version()).isEqualTo(1);
    assertThat(isRouted(routes, "/file")).isTrue();
    assertThat(routes.history()).singleElement().extracting(VersionEntry::who).isEqualTo("up");
    assertThat(routes.description()).isEqualTo("version 1 from the store");
  }

  @Test
  void whatAnOperatorPublishesWinsUntilTheFileChanges() throws IOException {
    PublishedRoutes first = start("up");
    first.publish(Documents.leadingTo("/operator"), "ada", "try it", null);
    assertThat(isRouted(first, "/operator")).isTrue();
    first.close();

    PublishedRoutes again = start("up");
    assertThat(isRouted(again, "/operator")).isTrue();
    assertThat(again.version()).isEqualTo(2);

    write(Documents.leadingTo("/changed"));
    await().atMost(LIMIT).until(() -> again.version() == 3);
    assertThat(isRouted(again, "/changed")).isTrue();
  }

  @Test
  void ofTwoInstancesWithOneFileOnePublishesItAndBothHaveIt() throws IOException {
    PublishedRoutes one = start("one");
    PublishedRoutes other = start("other");
    write(Documents.leadingTo("/changed"));

    await().atMost(LIMIT).until(() -> isRouted(one, "/changed") && isRouted(other, "/changed"));
    await().atMost(LIMIT).until(() -> one.version() == 2 && other.version() == 2);
    assertThat(one.history()).hasSize(2);
  }

  @Test
  void aDocumentWithFaultsChangesNothing() {
    PublishedRoutes routes = start("up");

    Outcome outcome = routes.publish(Documents.FAULTY, "ada", "try it", null);

    assertThat(((Outcome.Refused) outcome).faults()).singleElement().asString().contains(":1:1:");
    assertThat(routes.version()).isEqualTo(1);
    assertThat(routes.history()).hasSize(1);
    assertThat(isRouted(routes, "/file")).isTrue();
  }

  @Test
  void aDocumentLargerThanTheLimitIsRefused() {
    PublishedRoutes routes = start("up");
    String large = "#".repeat(RoutesFile.BYTES_MAX + 1);

    assertThat(routes.publish(large, "ada", "try it", null)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aRollbackIsANewVersionWithTheOldText() {
    PublishedRoutes routes = start("up");
    routes.publish(Documents.leadingTo("/operator"), "ada", "try it", null);

    Outcome outcome = routes.rollBack(1, "bob", "it failed", 2L);

    VersionEntry version = ((Outcome.Published) outcome).version();
    assertThat(version.number()).isEqualTo(3);
    assertThat(version.parent()).isEqualTo(2);
    assertThat(routes.find(3).orElseThrow().text()).isEqualTo(Documents.leadingTo("/file"));
    assertThat(isRouted(routes, "/file")).isTrue();
    assertThat(routes.rollBack(9, "bob", "it failed", null)).isEqualTo(new Outcome.Unknown());
  }

  @Test
  void theSecondOfTwoAdministratorsLearnsWhatCameBetween() {
    PublishedRoutes routes = start("up");
    routes.publish(Documents.leadingTo("/ada"), "ada", "first", 1L);

    Outcome outcome = routes.publish(Documents.leadingTo("/bob"), "bob", "second", 1L);

    assertThat(((Outcome.Overtaken) outcome).newest().who()).isEqualTo("ada");
    assertThat(isRouted(routes, "/ada")).isTrue();
  }

  @Test
  void aReasonAndANameAreNeeded() {
    PublishedRoutes routes = start("up");

    assertThatThrownBy(() -> routes.publish("routes: []\n", "ada", " ", null))
        .hasMessageContaining("why");
    assertThatThrownBy(() -> routes.publish("routes: []\n", "a\nb", "try it", null))
        .hasMessageContaining("who")
        .hasMessageContaining("control character");
    assertThatThrownBy(() -> routes.publish("routes: []\n", "ada", "x".repeat(501), null))
        .hasMessageContaining("500 at most");
  }

  @Test
  void startsWithTheLastGoodCopyWhileTheStoreIsAwayAndCatchesUp() {
    PublishedRoutes first = start("up");
    first.publish(Documents.leadingTo("/operator"), "ada", "try it", null);
    first.close();
    store.lose();

    PublishedRoutes again = start("up");
    assertThat(isRouted(again, "/operator")).isTrue();
    assertThat(again.version()).isEqualTo(2);
    assertThat(again.description())
        .isEqualTo("version 2 from the last good copy; the store is away: The store is lost.");
    assertThatThrownBy(() -> again.publish("routes: []\n", "ada", "try it", null))
        .isInstanceOf(Failure.class);
    assertThat(again.version()).isEqualTo(2);

    store.recover();
    await().atMost(LIMIT).until(() -> again.description().equals("version 2 from the store"));
  }

  @Test
  void startsWithTheFileThatChangedSinceTheLastGoodCopy() throws IOException {
    start("up").close();
    store.lose();
    write(Documents.leadingTo("/changed"));

    PublishedRoutes again = start("up");
    assertThat(isRouted(again, "/changed")).isTrue();
    assertThat(again.description()).startsWith("the file, not published yet; the store is away");

    store.recover();
    await().atMost(LIMIT).until(() -> again.version() == 2);
  }

  @Test
  void aFileThatChangesWhileTheStoreIsAwayIsInForceHereAndPublishedLater() throws IOException {
    PublishedRoutes routes = start("up");
    store.lose();
    write(Documents.leadingTo("/changed"));
    await().atMost(LIMIT).until(() -> isRouted(routes, "/changed"));
    assertThat(routes.version()).isZero();

    store.recover();
    await().atMost(LIMIT).until(() -> routes.version() == 2);
    assertThat(isRouted(routes, "/changed")).isTrue();
  }

  @Test
  void aVersionThatThisInstanceCannotReadChangesNothingHereAndIsTold() {
    PublishedRoutes routes = start("up");
    store.add(
        new Publication(Documents.FAULTY, Publication.Origin.ADMIN, "newer", "newer format"), null);

    await().atMost(LIMIT).until(() -> routes.report().problem() != null);
    assertThat(routes.report().problem()).contains("version 2", "newer format", "rotes");
    assertThat(routes.version()).isEqualTo(1);
    assertThat(isRouted(routes, "/file")).isTrue();
  }

  @Test
  void anEmptiedStoreMovesNoRoute() throws IOException {
    start("up").close();
    Files.delete(file);
    store = new UnsteadyStore(new VersionsFolder(folder.resolve("new"), InstantSource.system()));

    PublishedRoutes again = start("up");

    assertThat(isRouted(again, "/file")).isTrue();
    assertThat(again.report().problem()).contains("the store has no version");
  }

  @Test
  void aDamagedCopyIsNoCopy() throws IOException {
    start("up").close();
    Files.writeString(folder.resolve("last-good.json"), "{}");
    store.lose();

    assertThat(isRouted(start("up"), "/file")).isTrue();
  }

  private PublishedRoutes start(String name) {
    var opened = (Opening.Opened) RoutesFile.openOrAwait(file, LocalCode.none());
    PublishedRoutes routes =
        new PublishedRoutes(
            opened.file(),
            LocalCode.none(),
            store,
            new LastGoodCopy(folder.resolve("last-good.json")),
            name);
    routes.catchUp();
    routes.start();
    instances.add(routes);
    return routes;
  }

  private static boolean isRouted(PublishedRoutes routes, String path) {
    return routes.live().current().routes().stream()
        .anyMatch(route -> route.path().text().equals(path));
  }

  private void write(String text) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
