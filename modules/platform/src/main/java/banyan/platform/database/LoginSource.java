package banyan.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TypeInfo;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of a context's login, which may not read the catalogs: the driver is told the types
 * that it would look up there. Any thread.
 *
 * <p>A session starts with the search path that each of its transactions sets again. From version
 * 18 on a server tells the driver of every change of the path, and the driver then forgets its
 * prepared statements: with another path between the transactions it would never have any.
 *
 * <p>The numbers of the types are fixed by PostgreSQL's {@code pg_type.dat}.
 */
final class LoginSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  private final String searchPath;

  /** The connections that were not closed when somebody last looked. */
  private final transient Set<Connection> open = ConcurrentHashMap.newKeySet();

  LoginSource(String searchPath) {
    this.searchPath = searchPath;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Connection connection = super.getConnection(user, password);
    TypeInfo types = connection.unwrap(BaseConnection.class).getTypeInfo();
    types.addCoreType("jsonb", 3802, Types.OTHER, "org.postgresql.util.PGobject", 3807);
    types.addCoreType("tsvector", 3614, Types.OTHER, "org.postgresql.util.PGobject", 3643);
    types.addCoreType("tsquery", 3615, Types.OTHER, "org.postgresql.util.PGobject", 3645);
    types.addCoreType("inet", 869, Types.OTHER, "org.postgresql.util.PGobject", 1041);
    types.addCoreType("regclass", 2205, Types.OTHER, "org.postgresql.util.PGobject", 2210);
    types.addCoreType("interval", 1186, Types.OTHER, "org.postgresql.util.PGInterval", 1187);
    types.addCoreType("int8range", 3926, Types.OTHER, "org.postgresql.util.PGobject", 3927);
    types.addCoreType("tstzrange", 3910, Types.OTHER, "org.postgresql.util.PGobject", 3911);
    types.addCoreType("void", 2278, Types.OTHER, "org.postgresql.util.PGobject", 0);
    try {
      setSearchPath(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    open.removeIf(LoginSource::isClosed);
    open.add(connection);
    return connection;
  }

  private void setSearchPath(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
      statement.setString(1, searchPath);
      statement.execute();
    }
  }

  /** Ends every connection at once, those in the middle of a statement too. */
  void cut() throws SQLException {
    for (Connection connection : open) {
      connection.abort(Runnable::run);
    }
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }
}
