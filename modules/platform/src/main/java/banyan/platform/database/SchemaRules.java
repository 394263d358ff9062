package banyan.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that every table of a context keeps, checked after each migration.
 *
 * <p>A table holds rows of tenants: {@code tenant_id text NOT NULL}, row-level security enabled and
 * forced, every permissive policy on {@code banyan.tenant}, {@code tenant_id} in each unique index
 * and each foreign key. A table that all tenants share says why in its comment, which begins with
 * {@value #SHARED}. Materialized views and foreign tables know no row-level security and are
 * refused, and so is a foreign key into another schema, which would bypass the grants.
 */
final class SchemaRules {
  static final String SHARED = "shared by all tenants:";

  private static final String TABLES =
      """
      SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
             EXISTS (SELECT FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull
                       AND NOT a.attisdropped),
             (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive),
             (SELECT min(p.polname) FROM pg_policy p
              WHERE p.polrelid = c.oid AND p.polpermissive
                AND (coalesce(pg_get_expr(p.polqual, c.oid), 'banyan.tenant') !~ 'banyan\\.tenant'
                  OR coalesce(pg_get_expr(p.polwithcheck, c.oid), 'banyan.tenant')
                     !~ 'banyan\\.tenant')),
             pg_get_userbyid(c.relowner)
      FROM pg_class c
      WHERE c.relnamespace = ?::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ?
        AND coalesce(obj_description(c.oid, 'pg_class'), '') NOT LIKE ?
      ORDER BY c.relname
      """;

  private static final String INDEXES =
      """
      SELECT i.indexrelid::regclass::text, t.relname
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relnamespace = ?::regnamespace AND t.relkind IN ('r', 'p') AND t.relname <> ?
        AND coalesce(obj_description(t.oid, 'pg_class'), '') NOT LIKE ?
        AND (i.indisunique OR i.indisexclusion)
        AND NOT EXISTS (SELECT FROM pg_attribute a
                        WHERE a.attrelid = t.oid AND a.attname = 'tenant_id'
                          AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
      ORDER BY 1
      """;

  private static final String FOREIGN_KEYS =
      """
      SELECT k.conname, t.relname, r.relnamespace <> t.relnamespace
      FROM pg_constraint k
        JOIN pg_class t ON t.oid = k.conrelid
        JOIN pg_class r ON r.oid = k.confrelid
      WHERE t.relnamespace = ?::regnamespace AND k.contype = 'f' AND k.conparentid = 0
        AND (r.relnamespace <> t.relnamespace
          OR coalesce(obj_description(r.oid, 'pg_class'), '') NOT LIKE ?
            AND NOT EXISTS (SELECT FROM pg_attribute a
                            WHERE a.attrelid = t.oid AND a.attname = 'tenant_id'
                              AND a.attnum = ANY (k.conkey)))
      ORDER BY 1
      """;

  private static final String OTHER_KINDS =
      """
      SELECT c.relname, c.relkind = 'm' FROM pg_class c
      WHERE c.relnamespace = ?::regnamespace AND c.relkind IN ('m', 'f')
      ORDER BY 1
      """;

  private final Connection admin;
  private final ContextRoles context;
  private final List<String> violations = new ArrayList<>();

  private SchemaRules(Connection admin, ContextRoles context) {
    this.admin = admin;
    this.context = context;
  }

  /** What breaks a rule, each with table and remedy; empty when all is well. */
  static List<String> check(Connection admin, ContextRoles context) throws SQLException {
    SchemaRules rules = new SchemaRules(admin, context);
    rules.checkTables();
    rules.checkIndexes();
    rules.checkForeignKeys();
    rules.checkOtherKinds();
    return List.copyOf(rules.violations);
  }

  private void checkTables() throws SQLException {
    each(
        TABLES,
        List.of(context.schema(), Migrations.HISTORY, SHARED + "%"),
        row -> {
          String table = row.getString(1);
          if (!row.getBoolean(4)) {
            broken(
                table,
                "add tenant_id text NOT NULL, or COMMENT ON TABLE … IS '" + SHARED + " why'");
          }
          if (!row.getBoolean(2) || !row.getBoolean(3)) {
            broken(table, "ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
          }
          if (row.getLong(5) == 0) {
            broken(
                table,
                "CREATE POLICY tenant ON …"
                    + " USING (tenant_id = current_setting('banyan.tenant', true))");
          }
          if (row.getString(6) != null) {
            broken(table, "policy " + row.getString(6) + " must compare with banyan.tenant");
          }
          if (!row.getString(7).equals(context.owner())) {
            broken(table, "belongs to " + row.getString(7) + ", not to " + context.owner());
          }
        });
  }

  private void checkIndexes() throws SQLException {
    each(
        INDEXES,
        List.of(context.schema(), Migrations.HISTORY, SHARED + "%"),
        row ->
            broken(
                row.getString(2), "unique index " + row.getString(1) + " must include tenant_id"));
  }

  private void checkForeignKeys() throws SQLException {
    each(
        FOREIGN_KEYS,
        List.of(context.schema(), SHARED + "%"),
        row ->
            broken(
                row.getString(2),
                "foreign key "
                    + row.getString(1)
                    + (row.getBoolean(3)
                        ? " points into another schema: keep the id alone"
                        : " must include tenant_id: the server checks it for all tenants")));
  }

  private void checkOtherKinds() throws SQLException {
    each(
        OTHER_KINDS,
        List.of(context.schema()),
        row ->
            broken(
                row.getString(1),
                (row.getBoolean(2) ? "a materialized view" : "a foreign table")
                    + " knows no row-level security: use a table"));
  }

  private void broken(String table, String remedy) {
    violations.add("table " + context.schema() + "." + table + ": " + remedy);
  }

  private void each(String query, List<String> arguments, RowReader reader) throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(query)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setString(i + 1, arguments.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
