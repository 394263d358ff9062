package banyan.platform.database;

import java.util.Map;

/**
 * Where a PostgreSQL database is and who may administer it.
 *
 * @param user a login that may create schemas and roles in {@code database}
 * @param parameters of the driver, for TLS: {@code sslmode} and its like; empty mostly
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> parameters) {
  private static final int PORT_MAX = 65_535;

  public DatabaseAddress {
    if (host.isBlank() || database.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("database address: host, database and user are needed");
    }
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("database address: port " + port + " is not 1 to 65535");
    }
    parameters = Map.copyOf(parameters);
  }

  public DatabaseAddress(String host, int port, String database, String user, String password) {
    this(host, port, database, user, password, Map.of());
  }

  /** The address for the driver, without the credentials. */
  public String jdbcUrl() {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "jdbc:postgresql://" + literal + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return user + ":***@" + host + ":" + port + "/" + database;
  }
}
