package banyan.proxy.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.publish.Publication.Origin;
import banyan.proxy.publish.TableStore.Adding;
import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import banyan.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionsFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:42:56.637Z");

  @TempDir Path folder;

  @Test
  void aVersionOutlivesTheProcess() {
    store().add(publication("routes: []\n", "ada"), null);
    store().add(publication(Documents.leadingTo("/a"), "bob"), 1L);

    TableVersion found = store().find(2).orElseThrow();

    assertThat(found.text()).isEqualTo(Documents.leadingTo("/a"));
    assertThat(found.entry())
        .isEqualTo(
            new VersionEntry(
                2, 1, VersionEntry.hash(found.text()), "", "bob", NOW, "because bob wants it"));
    assertThat(store().newest()).contains(found.entry());
    assertThat(store().history()).extracting(VersionEntry::number).containsExactly(2L, 1L);
  }

  @Test
  void anEmptyFolderHasNoVersion() {
    assertThat(store().newest()).isEmpty();
    assertThat(store().history()).isEmpty();
    assertThat(store().find(1)).isEmpty();
  }

  @Test
  void remembersTheLastFileThatWasPublished() {
    String file = Documents.leadingTo("/file");
    store().add(new Publication(file, Origin.FILE, "up", "changed"), null);
    store().add(publication("routes: []\n", "ada"), null);

    assertThat(store().newest().orElseThrow().fileHash()).isEqualTo(VersionEntry.hash(file));
  }

  @Test
  void ofTwoAdministratorsWhoExpectTheSameVersionOneIsTold() throws Exception {
    store().add(publication("routes: []\n", "first"), null);
    int administrators = TestSize.pick("administrators at once", 4, 8, 64);

    List<Adding> results =
        AtOnce.run(administrators, () -> store().add(publication("routes: []\n", "ada"), 1L));

    assertThat(results).filteredOn(Adding.Added.class::isInstance).hasSize(1);
    VersionEntry winner = store().newest().orElseThrow();
    assertThat(winner.number()).isEqualTo(2);
    assertThat(results)
        .filteredOn(Adding.Overtaken.class::isInstance)
        .hasSize(administrators - 1)
        .allMatch(result -> result.equals(new Adding.Overtaken(winner)));
  }

  @Test
  void withoutAnExpectationEveryPublicationGetsANumber() throws Exception {
    AtOnce.run(4, () -> store().add(publication("routes: []\n", "ada"), null));

    assertThat(store().history()).extracting(VersionEntry::number).containsExactly(4L, 3L, 2L, 1L);
  }

  @Test
  void theFirstVersionIsExpectedAsZero() {
    assertThat(store().add(publication("routes: []\n", "ada"), 3L))
        .isEqualTo(new Adding.Overtaken(null));
    assertThat(store().add(publication("routes: []\n", "ada"), 0L))
        .isInstanceOf(Adding.Added.class);
  }

  @Test
  void versionsAreForTheirOwnerAlone() throws IOException {
    store().add(publication("routes: []\n", "ada"), null);

    assertThat(mode(folder.resolve("versions/1.json"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("versions"))).isEqualTo("rwx------");
  }

  @Test
  void oldVersionsAreRemoved() {
    LongStream.rangeClosed(1, VersionsFolder.KEPT_MAX + 2L)
        .forEach(i -> store().add(publication("routes: []\n", "ada"), null));

    assertThat(store().find(2)).isEmpty();
    assertThat(store().find(3)).isPresent();
    assertThat(store().history()).hasSize(VersionsFolder.KEPT_MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"number\": 1}", "not json"})
  void aDamagedVersionIsNamed(String content) throws IOException {
    Files.createDirectories(folder.resolve("versions"));
    Files.writeString(folder.resolve("versions/1.json"), content);

    assertThatThrownBy(() -> store().newest())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("1.json");
  }

  @Test
  void aDocumentThatSomebodyChangedIsNotBelieved() throws IOException {
    store().add(publication(Documents.leadingTo("/a"), "ada"), null);
    Path file = folder.resolve("versions/1.json");
    Files.writeString(file, Files.readString(file).replace("/a}", "/b}"));

    assertThatThrownBy(() -> store().find(1)).hasMessageContaining("hash");
  }

  @Test
  void twoFilesOfOneNameHaveAFolderEach() {
    TableStore one = VersionsFolder.of(folder, Path.of("/a/routes.yaml"), () -> NOW);
    TableStore other = VersionsFolder.of(folder, Path.of("/b/routes.yaml"), () -> NOW);
    one.add(publication("routes: []\n", "ada"), null);

    assertThat(other.newest()).isEmpty();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Publication publication(String text, String who) {
    return new Publication(text, Origin.ADMIN, who, "because " + who + " wants it");
  }

  private VersionsFolder store() {
    InstantSource clock = () -> NOW;
    return new VersionsFolder(folder.resolve("versions"), clock);
  }
}
