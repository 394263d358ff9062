package banyan.platform.database;

import java.sql.SQLException;

/**
 * A server's connections, as its settings and its list of activities tell them.
 *
 * @param max {@code max_connections}
 * @param reserved for superusers and for roles with {@code pg_use_reserved_connections}
 * @param others those that other processes have open now
 */
record ServerConnections(long max, long reserved, long others) {
  /** A login that is no superuser is shown no type of others' backends, but that they are there. */
  private static final String USED =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'
      """;

  /**
   * Asks the server.
   *
   * @param own connections of this process, the asking one among them
   */
  static ServerConnections of(Sql admin, int own) throws SQLException {
    long reserved =
        admin.number("SELECT current_setting('superuser_reserved_connections')::int")
            + admin.number(
                "SELECT coalesce(current_setting('reserved_connections', true), '0')::int");
    return new ServerConnections(
        admin.number("SELECT current_setting('max_connections')::int"),
        reserved,
        Math.max(0, admin.number(USED) - own));
  }

  long left() {
    return max - reserved - others;
  }
}
