package banyan.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What PUBLIC loses in a database that is ours. */
final class CatalogFence {
  /** How much of the server belongs to this installation. */
  enum Scope {
    /** Others use the database too: nothing is taken from them. */
    SCHEMAS,
    /** The database is ours, the server is not. */
    DATABASE,
    /** The server is ours. */
    SERVER
  }

  private final Scope scope;

  CatalogFence(Scope scope) {
    this.scope = scope;
  }

  void raise(Connection admin, ContextRoles context) throws SQLException {
    if (scope == Scope.SCHEMAS) {
      return;
    }
  }
}
