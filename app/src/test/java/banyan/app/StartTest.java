package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import banyan.acceptance.Deployable;
import banyan.app.CommandLineUser.Ending;
import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a start: what is checked before, and what readiness waits for. */
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

  @Test
  void isReadyWhenItServesAndTheExamplesAreThere() throws Exception {
    try (Application application = Application.up(settings());
        HttpClient client = HttpClient.newHttpClient()) {
      RunFile file = RunFile.read(Path.of(data()), "up").orElseThrow();

      assertThat(ask(client, URI.create(file.adminUrl() + "/health/ready"), file))
          .contains("\"serving\"", "\"demo-data\"", "\"catalog\"");
      assertThat(ask(client, application.url().resolve("/api/v1/products?limit=1"), file))
          .contains("\"next\"");
    }
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

  private Settings settings() {
    Map<String, String> flags =
        Map.of("data", data(), "port", "0", "database.programs", Deployable.PROGRAMS.toString());
    return Configuration.valid(
            SettingsResolution.resolve(
                DeclaredSettings.declarations(),
                new SettingsSources(flags, Map.of(), SettingsFile.ABSENT)))
        .settings();
  }

  private static String ask(HttpClient client, URI address, RunFile file) throws Exception {
    String token = Files.readString(Path.of(String.valueOf(file.tokenFile()))).strip();
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (address.toString().startsWith(String.valueOf(file.adminUrl()))) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }
}
