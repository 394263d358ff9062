package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import banyan.app.CommandLineUser.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a start: what is checked before. */
class StartTest {
  @TempDir Path folder;

  @Test
  void refusesABadDocumentBeforeADatabaseIsMade() throws IOException {
    Path document = Files.writeString(folder.resolve("routes.yaml"), "routs: []\n");

    Ending ending =
        new CommandLineUser(folder)
            .types("up", "--port", "0", "--data", data(), "--routes", document.toString());

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("routes.yaml:1:1").contains("did you mean 'routes'?");
    assertThat(Path.of(data(), "postgres")).doesNotExist();
  }

  @Test
  void namesEveryPortThatIsTakenAndWritesNothing() throws IOException {
    try (ServerSocket clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket operators = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ending ending = start("" + clients.getLocalPort(), "" + operators.getLocalPort());

      assertThat(ending.code()).isEqualTo(1);
      assertThat(ending.err())
          .contains("127.0.0.1:" + clients.getLocalPort() + " (Address already in use)")
          .contains("127.0.0.1:" + operators.getLocalPort() + " (Address already in use)")
          .contains("--port", "--admin-port");
      assertThat(Path.of(data())).doesNotExist();
    }
  }

  @Test
  void givesUpThePortThatItGotWhenTheOtherIsTaken() throws IOException {
    int free = freePort();
    try (ServerSocket operators = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(start("" + free, "" + operators.getLocalPort()).code()).isEqualTo(1);
    }

    new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"var", "var/run", "var/log"})
  void saysThatAFileIsInThePlaceOfAFolder(String place) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a folder");

    Ending ending = start("0", "0");

    assertThat(ending.code()).as(ending.err()).isEqualTo(1);
    assertThat(ending.err()).contains(file + " is no folder").contains("--data");
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void saysThatTheDataFolderTakesNoFiles() throws IOException {
    assumeThat(Files.getAttribute(folder, "unix:uid")).as("root may write all").isNotEqualTo(0);
    Path readOnly = Files.createDirectory(folder.resolve("var"));
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-x------"));

    Ending ending = start("0", "0");

    assertThat(ending.code()).as(ending.err()).isEqualTo(1);
    assertThat(ending.err()).contains(readOnly + " takes no files").contains("--data");
  }

  @Test
  void saysWhichFileCannotBeUsed() throws IOException {
    Files.createDirectories(Path.of(data(), "secret"));

    Ending ending = start("0", "0");

    assertThat(ending.code()).as(ending.err()).isEqualTo(1);
    assertThat(ending.err()).contains("the secret in " + data()).contains("disk must have room");
    assertThat(Path.of(data(), "run", "up.json")).doesNotExist();
    assertThat(Path.of(data(), "postgres")).doesNotExist();
  }

  private Ending start(String port, String adminPort) {
    return new CommandLineUser(folder)
        .types("up", "--data", data(), "--port", port, "--admin-port", adminPort);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String data() {
    return folder.resolve("var").toString();
  }
}
