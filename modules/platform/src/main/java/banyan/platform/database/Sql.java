package banyan.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Statements on the administrator's connection, without the libraries that contexts use. */
record Sql(Connection connection) {
  /** Text as an SQL identifier. */
  static String name(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  void run(String statement) throws SQLException {
    try (Statement running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  /** All of the statements or none. */
  void transaction(List<String> statements) throws SQLException {
    connection.setAutoCommit(false);
    try {
      for (String statement : statements) {
        run(statement);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Whether the first column of the first row is true; no row and null are false. */
  boolean isTrue(String query, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(query, arguments);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** The first column of the first row as a number. */
  long number(String query, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(query, arguments);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("no row from: " + query);
      }
      return rows.getLong(1);
    }
  }

  boolean isSuperuser() throws SQLException {
    return isTrue("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
  }

  boolean hasRole(String role) throws SQLException {
    return isTrue("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
  }

  /** Such as 150019 and 180006. */
  int version() throws SQLException {
    return (int) number("SELECT current_setting('server_version_num')::int");
  }

  /** The database's name as an identifier. */
  String database() throws SQLException {
    return name(connection.getCatalog());
  }

  private PreparedStatement prepare(String query, Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
