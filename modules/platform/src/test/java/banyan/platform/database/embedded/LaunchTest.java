package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import banyan.platform.FromDefaultSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Root may not run PostgreSQL: what root's start makes of that. */
final class LaunchTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Path home = Path.of("");

  @BeforeEach
  void makeAFolderThatAllCanEnter() throws Exception {
    Assumptions.assumeTrue(Machine.isRoot(), "these tests are about root");
    home = Files.createTempDirectory("banyan-launch-");
    allow("rwxr-xr-x");
  }

  @AfterEach
  void removeTheFolder() throws IOException {
    if (!home.equals(Path.of(""))) {
      Leftovers.remove(home);
    }
  }

  @Test
  @FromDefaultSize
  void runsAsNobodyWhereNobodyCanReachTheFolderElseInAUserNamespaceAndMovesBetweenThem()
      throws Exception {
    assumeWorks("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true");
    assumeWorks("unshare", "-U", "true");
    Path data = Files.createDirectory(home.resolve("var"));
    Machine.programsIn(data);

    try (EmbeddedServer server = start(data)) {
      Machine.run(server.address(), "CREATE TABLE kept AS SELECT 42 AS answer");
      assertThat(owner(processOf(data))).isEqualTo(Launch.NOBODY);
      assertThat(owner(data.resolve("postgres/base"))).isEqualTo(Launch.NOBODY);
    }

    allow("rwx------");
    try (EmbeddedServer server = start(data)) {
      assertThat(Machine.query(server.address(), "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(owner(data.resolve("postgres/base"))).isEqualTo(0);
    }

    allow("rwxr-xr-x");
    try (EmbeddedServer server = start(data)) {
      assertThat(Machine.query(server.address(), "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(owner(data.resolve("postgres/base"))).isEqualTo(Launch.NOBODY);
    }
  }

  @Test
  void saysWhatWasTriedWhenTheProgramsDoNotRun() {
    PostgresBinaries broken =
        PostgresBinaries.of(
            "18.0.0", home, () -> new Archives().file("bin/postgres", "nonsense", 0755).open());

    assertThatExceptionOfType(ServerFailure.class)
        .isThrownBy(() -> EmbeddedServer.start(home.resolve("var"), broken))
        .withMessageContaining("BANYAN_DATABASE_URL")
        .withMessageContaining("setpriv");
  }

  private static EmbeddedServer start(Path data) {
    return Machine.started(EmbeddedServer.start(data, PostgresBinaries.bundled(data)));
  }

  private static Path processOf(Path data) throws IOException {
    return Path.of("/proc", String.valueOf(Machine.serverOf(data).pid()));
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid");
  }

  private void allow(String mode) throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString(mode));
  }

  private static void assumeWorks(String... command) throws IOException {
    OneShot.Result result = OneShot.run(List.of(command), "", LIMIT);
    Assumptions.assumeTrue(result.isSuccess(), "not possible here: " + result.output());
  }
}
