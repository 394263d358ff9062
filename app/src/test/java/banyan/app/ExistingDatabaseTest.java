package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import banyan.platform.database.DatabaseAddress;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start beside a database of the user's own that is not there, or not enough. */
class ExistingDatabaseTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** Of a server with 100 connections, too many for one more process. */
  private static final int OTHERS = 90;

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

  @Test
  void failsWithTheSumWhenTheServerHasTooFewConnectionsLeft() throws Exception {
    try (ThrowawayDatabase database = ThrowawayDatabase.of()) {
      DatabaseAddress server = database.address();
      List<Connection> others = new ArrayList<>();
      try {
        for (int i = 0; i < OTHERS; i++) {
          others.add(
              DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password()));
        }

        Ending ending =
            new CommandLineUser(folder)
                .with("BANYAN_SECRET", SECRET)
                .with("BANYAN_DATABASE_URL", url(server))
                .types("up", "--data", folder.resolve("var").toString(), "--port", "0");

        assertThat(ending.code()).as(ending.err()).isEqualTo(1);
        assertThat(ending.err())
            .containsPattern("database.connections: this process uses up to \\d+ connections")
            .contains("max_connections 100 - ", "lower database.connections")
            .doesNotContain(server.password());
      } finally {
        for (Connection other : others) {
          other.close();
        }
      }
    }
  }

  private static String url(DatabaseAddress server) {
    return "postgres://%s:%s@%s:%d/%s"
        .formatted(
            server.user(), server.password(), server.host(), server.port(), server.database());
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
            SECRET,
            "database.url",
            "postgres://shop:shop@127.0.0.1:" + port + "/shop");
    return Configuration.valid(
            SettingsResolution.resolve(
                DeclaredSettings.declarations(),
                new SettingsSources(flags, Map.of(), SettingsFile.ABSENT)))
        .settings();
  }
}
