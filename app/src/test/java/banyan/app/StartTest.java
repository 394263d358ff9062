package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.acceptance.Deployable;
import banyan.app.CommandLineUser.Ending;
import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
