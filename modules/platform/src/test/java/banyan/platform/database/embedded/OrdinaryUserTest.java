package banyan.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.FromDefaultSize;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The tests run as root in many containers; here root becomes {@code nobody}, with a copy of the
 * class path that nobody can read. For another user the other tests are this test.
 */
@FromDefaultSize
final class OrdinaryUserTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private Path home = Path.of("");

  @BeforeEach
  void makeAFolderThatAllCanEnter() throws Exception {
    Assumptions.assumeTrue(Machine.isRoot(), "only root can become another user");
    OneShot.Result result = OneShot.run(asNobody(List.of(java(), "-version")), "", LIMIT);
    Assumptions.assumeTrue(result.isSuccess(), "nobody cannot run java: " + result.output());
    home = Files.createTempDirectory("banyan-nobody-");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void removeTheFolder() throws IOException {
    if (!home.equals(Path.of(""))) {
      Leftovers.remove(home);
    }
  }

  @Test
  void runsAndStopsAsTheUserItWasStartedAs() throws Exception {
    Path data = Files.createDirectory(home.resolve("var"));
    Machine.programsIn(home);
    Files.setAttribute(data, "unix:uid", Launch.NOBODY);
    Files.setAttribute(data, "unix:gid", Launch.NOBODY);

    OneShot.Result result =
        OneShot.run(
            asNobody(
                List.of(
                    java(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    readableClassPath(),
                    OwnerProgram.class.getName(),
                    data.toString(),
                    home.toString())),
            "",
            LIMIT);

    assertThat(result.output()).contains("ready as uid 65534");
    assertThat(result.exit()).isZero();
    assertThat(Files.getAttribute(data.resolve("postgres"), "unix:uid")).isEqualTo(Launch.NOBODY);
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  private static List<String> asNobody(List<String> command) {
    return Stream.concat(AS_NOBODY.stream(), command.stream()).toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String readableClassPath() throws IOException {
    String original =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> copies = new ArrayList<>();
    for (String entry : original.split(File.pathSeparator)) {
      Path copy = home.resolve("class-path-" + copies.size());
      copyTree(Path.of(entry), copy);
      copies.add(copy.toString());
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    if (Files.notExists(from)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        copyOne(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void copyOne(Path from, Path to) throws IOException {
    boolean isFolder = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
    Files.copy(from, to);
    Files.setPosixFilePermissions(
        to, PosixFilePermissions.fromString(isFolder ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
