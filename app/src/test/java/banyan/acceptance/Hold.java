package banyan.acceptance;

import static org.awaitility.Awaitility.await;

import banyan.platform.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A lock that an administrator takes in the database and keeps: whoever needs the same row next
 * stands still there, in the middle of what it does, until the hold is released. For one thread.
 */
final class Hold implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(5);

  // Not pg_stat_activity: a transaction sees that as it was when it first looked.
  private static final String VICTIM =
      """
      SELECT EXISTS (SELECT FROM pg_locks
                     WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
      """;

  private final Connection connection;

  private Hold(Connection connection) {
    this.connection = connection;
  }

  /** Takes the lock that the statement takes, in a transaction that stays open. */
  static Hold of(DatabaseAddress address, String statement, Object... arguments)
      throws SQLException {
    Hold hold = new Hold(administrator(address));
    hold.connection.setAutoCommit(false);
    try (PreparedStatement locking = hold.connection.prepareStatement(statement)) {
      for (int i = 0; i < arguments.length; i++) {
        locking.setObject(i + 1, arguments[i]);
      }
      locking.execute();
    }
    return hold;
  }

  static Connection administrator(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  /** Waits until somebody stands still at it. */
  void awaitVictim() {
    await().atMost(PATIENCE).pollInterval(POLL).until(this::hasVictim);
  }

  /** Whether somebody stands still at it. */
  boolean hasVictim() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(VICTIM)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Undoes whatever it took; who stands there goes on. */
  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
