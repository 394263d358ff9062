package banyan.platform.database;

import java.sql.Connection;
import java.util.List;

/** The rules that every table of a context keeps. */
final class SchemaRules {
  private SchemaRules() {}

  static List<String> check(Connection admin, ContextRoles context) {
    return List.of();
  }
}
