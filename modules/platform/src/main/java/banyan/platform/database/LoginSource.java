package banyan.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TypeInfo;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of a context's login, which may not read the catalogs: the driver is told the types
 * that it would look up there.
 *
 * <p>The numbers are fixed by PostgreSQL's {@code pg_type.dat}.
 */
final class LoginSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

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
    return connection;
  }
}
