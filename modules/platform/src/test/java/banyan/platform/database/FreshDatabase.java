package banyan.platform.database;

import banyan.wire.Secret;
import banyan.wire.Setting;
import banyan.wire.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A new database on a server of the tests, dropped when closed. */
final class FreshDatabase implements AutoCloseable {
  static final Secret SECRET = new Secret("the secret of tests, which guards nothing at all");

  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private final DatabaseAddress server;
  private final DatabaseAddress address;

  FreshDatabase(DatabaseAddress server) {
    this.server = server;
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    this.address = with(server, name, server.user(), server.password());
    run(server, "CREATE DATABASE " + name);
  }

  static FreshDatabase on(PostgresVersion version) {
    return new FreshDatabase(version.server());
  }

  /** The superuser's address. */
  DatabaseAddress address() {
    return address;
  }

  /** The address of a new login that may do no more than Banyan's documentation asks for. */
  DatabaseAddress plainAdmin() {
    String login = "admin_" + UUID.randomUUID().toString().replace("-", "");
    run(address, "CREATE ROLE " + login + " LOGIN CREATEROLE PASSWORD 'plain'");
    run(address, "GRANT CREATE ON DATABASE " + address.database() + " TO " + login);
    return with(address, address.database(), login, "plain");
  }

  DatabaseAddress login(String role) {
    return with(address, address.database(), role, SECRET.password(ContextRoles.purpose(role)));
  }

  /** A started database of contexts; ready when this returns. */
  Database open(DatabaseAddress admin, Settings settings, String... contexts) {
    Database database = Database.start(() -> admin, SECRET, List.of(contexts), settings);
    await().until(() -> database.states().values().stream().allMatch(ContextState::isReady));
    return database;
  }

  Database open(String... contexts) {
    return open(address, settings(Map.of()), contexts);
  }

  static Settings settings(Map<Setting<?>, String> texts) {
    Map<String, Object> values = new HashMap<>();
    texts.forEach((setting, text) -> values.put(setting.key(), setting.parse().apply(text)));
    return new Settings(values);
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(WAIT_MAX).pollInterval(Duration.ofMillis(10));
  }

  static void run(DatabaseAddress as, String statement) {
    try (Connection connection = new Connections(as).admin()) {
      new Sql(connection).run(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  static DatabaseAddress with(
      DatabaseAddress address, String database, String user, String password) {
    return new DatabaseAddress(address.host(), address.port(), database, user, password);
  }

  @Override
  public void close() {
    run(server, "DROP DATABASE IF EXISTS " + address.database() + " WITH (FORCE)");
  }
}
