package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The connections that a context's transactions run on. */
final class LoginSourceTest {
  /** Behind it the driver keeps a statement on the server. */
  private static final int EXECUTIONS = 10;

  @AutoClose private static final FreshDatabase FRESH = FreshDatabase.on(PostgresVersion.NEWEST);
  @AutoClose private static final Database DATABASE = FRESH.open("alpha");

  @Test
  void keepsPreparedStatementsFromOneTransactionToTheNext() {
    boolean isPrepared = false;
    for (int i = 0; i < EXECUTIONS; i++) {
      isPrepared =
          DATABASE
              .of("alpha")
              .read(
                  "main", handle -> wasPrepared(handle.getConnection(), "SELECT text FROM notes"));
    }

    assertThat(isPrepared).isTrue();
  }

  @Test
  void endsStatementsThatRunWhenItIsCut() throws SQLException {
    LoginSource source =
        new Connections(FRESH.address()).login(ContextRoles.of("alpha", ""), FreshDatabase.SECRET);
    try (Connection waits = source.getConnection();
        Connection admin = new Connections(FRESH.address()).admin()) {
      CompletableFuture<Void> statement =
          CompletableFuture.runAsync(
              () -> {
                try {
                  new Sql(waits).run("SELECT pg_sleep(600)");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              },
              Thread::startVirtualThread);
      FreshDatabase.await()
          .until(
              () ->
                  new Sql(admin)
                      .isTrue(
                          "SELECT EXISTS (SELECT FROM pg_stat_activity"
                              + " WHERE datname = current_database() AND query = ?)",
                          "SELECT pg_sleep(600)"));

      source.cut();

      FreshDatabase.await().until(statement::isCompletedExceptionally);
    }
  }

  /** Runs a query; whether the server had it before this transaction. */
  private static boolean wasPrepared(Connection connection, String query) {
    try (var statement = connection.prepareStatement(query)) {
      statement.execute();
      return new Sql(connection)
          .isTrue(
              "SELECT count(*) > 0 FROM pg_prepared_statement()"
                  + " WHERE statement = ? AND prepare_time < now()",
              query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
