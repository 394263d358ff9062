package banyan.platform.database;

import banyan.wire.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to one database as its administrator, an owner, or a login. */
final class Connections {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** A server or network that says nothing for so long is given up. */
  static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(10);

  /** Changes to tables wait so long for running transactions, and are tried again later. */
  private static final Duration OWNER_LOCK_TIMEOUT = Duration.ofSeconds(10);

  private final DatabaseAddress address;

  Connections(DatabaseAddress address) {
    this.address = address;
  }

  Connection admin() throws SQLException {
    return adminSource().getConnection();
  }

  PGSimpleDataSource adminSource() {
    return asAdmin("banyan/admin");
  }

  /** Connections of the administrator that act as {@code owner} from their first statement on. */
  PGSimpleDataSource owner(String owner) {
    PGSimpleDataSource source = asAdmin("banyan/migrations");
    source.setOptions("-c role=" + owner + " -c lock_timeout=" + OWNER_LOCK_TIMEOUT.toMillis());
    return source;
  }

  /**
   * Connections of a context's login. They wait for the server without a limit of their own: each
   * read of a virtual thread would set and cancel a timer. {@link LoginSource#cut} ends them.
   */
  LoginSource login(ContextRoles roles, Secret secret) {
    LoginSource source = new LoginSource(ContextRoles.searchPath(roles.schema()));
    configure(source, "banyan/" + roles.schema());
    source.setSocketTimeout(0);
    source.setUser(roles.readWrite());
    source.setPassword(secret.password(ContextRoles.purpose(roles.readWrite())));
    return source;
  }

  /** Connections of a context's login that only hear what is notified. */
  PGSimpleDataSource listener(ContextRoles roles, Secret secret) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    configure(source, "banyan/listen");
    source.setUser(roles.readWrite());
    source.setPassword(secret.password(ContextRoles.purpose(roles.readWrite())));
    return source;
  }

  private PGSimpleDataSource asAdmin(String application) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    configure(source, application);
    source.setUser(address.user());
    source.setPassword(address.password());
    return source;
  }

  private void configure(PGSimpleDataSource source, String application) {
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(address.database());
    source.setApplicationName(application);
    source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
    source.setLoginTimeout((int) CONNECT_TIMEOUT.toSeconds());
    source.setSocketTimeout((int) SOCKET_TIMEOUT.toSeconds());
    source.setTcpKeepAlive(true);
    for (Map.Entry<String, String> parameter : address.parameters().entrySet()) {
      try {
        source.setProperty(parameter.getKey(), parameter.getValue());
      } catch (SQLException e) {
        throw new IllegalArgumentException(
            "database.url: the driver refuses parameter " + parameter.getKey(), e);
      }
    }
  }
}
