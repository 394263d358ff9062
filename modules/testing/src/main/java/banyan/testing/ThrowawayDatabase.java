package banyan.testing;

import banyan.platform.database.ContextDatabase;
import banyan.platform.database.ContextState;
import banyan.platform.database.Database;
import banyan.platform.database.DatabaseAddress;
import banyan.wire.Secret;
import banyan.wire.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A fresh database with the schemas of the given contexts, migrated and open; gone after {@link
 * #close}. A real server, one for all tests of a JVM. Use it as {@code @AutoClose static final}
 * field of a test class. Any thread.
 */
public final class ThrowawayDatabase implements AutoCloseable {
  private static final Duration READY_WAIT_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(5);

  private final DatabaseAddress server;
  private final DatabaseAddress address;
  private final Secret secret;
  private final Database database;

  private ThrowawayDatabase(List<String> contexts, Settings settings) {
    server = TestServer.address();
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    address =
        new DatabaseAddress(server.host(), server.port(), name, server.user(), server.password());
    secret = TestServer.secret();
    run("CREATE DATABASE " + name + " STRATEGY FILE_COPY");
    database = Database.start(() -> address, secret, contexts, settings);
  }

  /** A database whose contexts are ready. */
  public static ThrowawayDatabase of(String... contexts) {
    return of(new Settings(Map.of()), contexts);
  }

  /** The same with settings of the database other than the defaults. */
  public static ThrowawayDatabase of(Settings settings, String... contexts) {
    ThrowawayDatabase throwaway = new ThrowawayDatabase(List.of(contexts), settings);
    try {
      throwaway.awaitReady();
    } catch (RuntimeException e) {
      throwaway.close();
      throw e;
    }
    return throwaway;
  }

  /** The transactions of one context. */
  public ContextDatabase context(String name) {
    return database.of(name);
  }

  public Database database() {
    return database;
  }

  /** The administrator's address: what a second {@link Database} would be started with. */
  public DatabaseAddress address() {
    return address;
  }

  /** The secret that the logins are derived from. */
  public Secret secret() {
    return secret;
  }

  @Override
  public void close() {
    database.close();
    run("DROP DATABASE IF EXISTS " + address.database() + " WITH (FORCE)");
  }

  private void awaitReady() {
    Awaitility.await("contexts are ready")
        .atMost(READY_WAIT_MAX)
        .pollInterval(POLL)
        .until(() -> database.states().values().stream().allMatch(this::isReady));
  }

  private boolean isReady(ContextState state) {
    if (state instanceof ContextState.Broken) {
      throw new IllegalStateException(state.description());
    }
    return state.isReady();
  }

  private void run(String statement) {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement running = connection.createStatement()) {
      running.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }
}
