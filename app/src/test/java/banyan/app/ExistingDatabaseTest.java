package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start beside a database of the user's own that is not there. */
class ExistingDatabaseTest {
  @TempDir Path folder;

  @Test
  void servesAndTellsItsUserButNotItsClientsWhatIsWrong() throws Exception {
    int port = closedPort();
    try (Application application = Application.up(settings(port));
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(application.banner())
          .anyMatch(line -> line.contains("503") && line.contains("127.0.0.1:" + port));

      HttpRequest ready =
          HttpRequest.newBuilder(application.url().resolve("/health/ready")).build();
      assertThat(client.send(ready, BodyHandlers.ofString()).body())
          .contains("not ready: catalog")
          .doesNotContain(String.valueOf(port));
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private Settings settings(int port) {
    Map<String, String> flags =
        Map.of(
            "data",
            folder.resolve("var").toString(),
            "port",
            "0",
            "secret",
            "0123456789abcdef0123456789abcdef",
            "database.url",
            "postgres://shop:shop@127.0.0.1:" + port + "/shop");
    return Configuration.valid(
            SettingsResolution.resolve(
                DeclaredSettings.declarations(),
                new SettingsSources(flags, Map.of(), SettingsFile.ABSENT)))
        .settings();
  }
}
