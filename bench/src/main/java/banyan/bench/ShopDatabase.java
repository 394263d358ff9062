package banyan.bench;

import banyan.wire.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The one PostgreSQL that every peer of the shop uses: the embedded server, on its own, with the
 * schema and the products that {@code banyan up} puts there. Peers log in as the catalogue does, so
 * row-level security holds for them too. Belongs to the runner's thread.
 */
final class ShopDatabase implements AutoCloseable {
  /** Connections of each peer's pool: what a context of ours gets. */
  static final int CONNECTIONS = 8;

  /** How the SKUs of products that a run adds begin. */
  static final String ADDED = "BENCH-";

  private static final String LOGIN = "catalog_rw";
  private static final String STARTED = "PostgreSQL runs at";
  private static final long STOP_SECONDS_MAX = 20;

  private final Process server;
  private final Path data;

  private ShopDatabase(Process server, Path data) {
    this.server = server;
    this.data = data;
  }

  static ShopDatabase start(Workplace place) {
    Path data = place.work().resolve("var");
    try {
      Process server =
          new ProcessBuilder(place.banyan("database", "start", "--data", data.toString()))
              .directory(place.work().toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = server.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(STARTED)) {
          return new ShopDatabase(server, data);
        }
      }
      throw new BenchFailure("the embedded database did not start");
    } catch (IOException e) {
      throw new BenchFailure("the embedded database cannot be started: " + e.getMessage(), e);
    }
  }

  Path data() {
    return data;
  }

  /** What a peer must know to log in; the secret is there once {@code banyan up} has run. */
  Map<String, String> environment() {
    JsonNode address = address();
    return Map.of(
        "PEER_DATABASE_HOST", address.path("host").asText(),
        "PEER_DATABASE_PORT", address.path("port").asText(),
        "PEER_DATABASE_NAME", address.path("database").asText(),
        "PEER_DATABASE_USER", LOGIN,
        "PEER_DATABASE_PASSWORD", password(),
        "PEER_DATABASE_CONNECTIONS", Integer.toString(CONNECTIONS));
  }

  /** The ids of the products that come with the shop. */
  List<String> productIds() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id::text FROM products ORDER BY id")) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    } catch (SQLException e) {
      throw new BenchFailure("the products cannot be read", e);
    }
  }

  /** Takes the products away that a window has added: the next one finds the same shop. */
  void removeAdded() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM products WHERE sku LIKE '" + ADDED + "%'");
    } catch (SQLException e) {
      throw new BenchFailure("added products cannot be removed", e);
    }
  }

  private Connection connect() throws SQLException {
    JsonNode address = address();
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                address.path("host").asText(),
                address.path("port").asInt(),
                address.path("database").asText());
    Connection connection = DriverManager.getConnection(url, LOGIN, password());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT set_config('banyan.tenant', 'main', false), set_config('search_path', 'catalog', false)");
    }
    return connection;
  }

  private JsonNode address() {
    try {
      return new ObjectMapper()
          .readTree(Files.readString(data.resolve("run").resolve("database.json")));
    } catch (IOException e) {
      throw new BenchFailure("the run file of the database cannot be read", e);
    }
  }

  private String password() {
    try {
      return new Secret(Files.readString(data.resolve("secret"))).password("login/" + LOGIN);
    } catch (IOException e) {
      throw new BenchFailure("the secret of the installation cannot be read", e);
    }
  }

  @Override
  public void close() {
    server.destroy();
    try {
      if (!server.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
