package banyan.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PUBLIC loses in a database that is ours: to connect, to make temporary tables, to use the
 * schema {@code public}, and to read the catalogs, which name every table of every context.
 *
 * <p>The catalogs' new readers are the owners, who need them to migrate. A login works without: the
 * server itself does not ask its rights to the catalogs. One way stays open and is the server's:
 * whoever guesses the number of an object may print its name ({@code 16402::regclass}).
 */
final class CatalogFence {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogFence.class);

  /** How much of the server belongs to this installation. */
  enum Scope {
    /** Others use the database too: nothing is taken from them. */
    SCHEMAS,
    /** The database is ours, the server is not. */
    DATABASE,
    /** The server is ours. */
    SERVER
  }

  private static final String HIDE_RELATIONS =
      """
      DO $$
      DECLARE relation regclass;
      BEGIN
        FOR relation IN
          SELECT c.oid FROM pg_class c
          WHERE c.relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            AND c.relkind IN ('r', 'v')
            AND (EXISTS (SELECT FROM aclexplode(c.relacl) WHERE grantee = 0)
              OR EXISTS (SELECT FROM pg_attribute a, aclexplode(a.attacl) acl
                         WHERE a.attrelid = c.oid AND acl.grantee = 0))
        LOOP
          EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', relation);
          EXECUTE format('GRANT SELECT ON %s TO READER', relation);
        END LOOP;
      END $$
      """;

  /** Functions that tell of an object by its number, and large objects, which have no schema. */
  private static final String HIDE_FUNCTIONS =
      """
      DO $$
      DECLARE routine regprocedure;
      BEGIN
        FOR routine IN
          SELECT p.oid FROM pg_proc p
          WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) WHERE grantee = 0))
            AND p.proname ~ '^(pg_get_|pg_stat_|pg_describe_|pg_identify_|pg_relation_|pg_partition_|pg_sequence_|pg_index|pg_tablespace_|lo_|to_reg|has_|pg_has_|(obj|col|shobj)_description$|format_type$|pg_lock_status$|pg_prepared_xact$|pg_filenode_relation$|pg_database_size$|pg_table_size$|pg_total_relation_size$|pg_column_is_updatable$|lo(read|write)$|row_security_active$|pg_.*_is_visible$)'
        LOOP
          EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', routine);
          EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO READER', routine);
        END LOOP;
      END $$
      """;

  private final Scope scope;
  private final String reader;

  /**
   * @param rolePrefix stands before the name of the role that may still read the catalogs
   */
  CatalogFence(Scope scope, String rolePrefix) {
    this.scope = scope;
    this.reader = rolePrefix + "catalog_readers";
  }

  /** Takes PUBLIC's rights; doing it again changes nothing. */
  void raise(Connection admin) throws SQLException {
    if (scope == Scope.SCHEMAS) {
      return;
    }
    Sql sql = new Sql(admin);
    closeDatabase(sql);
    if (sql.isSuperuser()) {
      hideCatalogs(sql);
    } else {
      LOG.warn(
          "every login of this database can read the names of all tables in the catalogs:"
              + " only a superuser can take that right");
    }
    if (scope == Scope.SERVER) {
      closeOtherDatabases(sql);
    }
  }

  /** Lets a context's owner read the catalogs behind the fence. */
  void admit(Connection admin, ContextRoles context) throws SQLException {
    Sql sql = new Sql(admin);
    if (scope != Scope.SCHEMAS
        && sql.isSuperuser()
        && !sql.isTrue("SELECT pg_has_role(?, ?, 'USAGE')", context.owner(), reader)) {
      sql.run("GRANT %s TO %s".formatted(Sql.name(reader), Sql.name(context.owner())));
    }
  }

  private static void closeDatabase(Sql sql) throws SQLException {
    if (!sql.isTrue(
        "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")) {
      throw new RightsMissing(
          "database.exclusive needs the login that owns the database: as its owner or a superuser run"
              + " ALTER DATABASE … OWNER TO the login of database.url, or set it to false");
    }
    sql.transaction(
        List.of(
            "REVOKE ALL ON DATABASE " + sql.database() + " FROM PUBLIC",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC"));
  }

  private void hideCatalogs(Sql sql) throws SQLException {
    if (!sql.hasRole(reader)) {
      sql.run("CREATE ROLE " + Sql.name(reader) + " NOLOGIN");
    }
    for (String block : List.of(HIDE_RELATIONS, HIDE_FUNCTIONS)) {
      sql.run(block.replace("READER", Sql.name(reader)));
    }
  }

  private static void closeOtherDatabases(Sql sql) throws SQLException {
    for (String database : List.of("postgres", "template1")) {
      if (sql.isTrue(
          "SELECT datacl IS NULL OR EXISTS (SELECT FROM aclexplode(datacl) WHERE grantee = 0)"
              + " FROM pg_database WHERE datname = ?",
          database)) {
        sql.run("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
      }
    }
  }
}
