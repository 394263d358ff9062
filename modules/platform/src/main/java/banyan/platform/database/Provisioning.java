package banyan.platform.database;

import banyan.wire.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a context's schema and three roles, and sets who may do what. Running it again changes
 * nothing. The administrator needs CREATEROLE and CREATE on the database, not more.
 *
 * <p>Passwords travel as SCRAM verifiers, so that no log of the server can hold one. A comment on
 * the login keeps a fingerprint derived from the secret: it tells whether the password must be set
 * anew without a try to log in.
 */
final class Provisioning {
  /** Membership and the right to SET ROLE are told apart since this version. */
  private static final int SET_OPTION_SINCE = 160_000;

  /** insufficient_privilege. */
  private static final String RIGHT_MISSING = "42501";

  private final Connection admin;
  private final Secret secret;

  Provisioning(Connection admin, Secret secret) {
    this.admin = admin;
    this.secret = secret;
  }

  /**
   * Brings the roles and the schema of a context about.
   *
   * @param setPasswords sets the passwords even where the fingerprint fits
   */
  void provision(ContextRoles roles, boolean setPasswords) throws SQLException {
    Sql sql = new Sql(admin);
    createOwner(sql, roles.owner());
    createLogin(sql, roles.readWrite(), setPasswords);
    createLogin(sql, roles.readOnly(), setPasswords);
    for (String login : List.of(roles.readWrite(), roles.readOnly())) {
      if (!sql.isTrue("SELECT has_database_privilege(?, current_database(), 'CONNECT')", login)) {
        sql.run("GRANT CONNECT ON DATABASE " + sql.database() + " TO " + Sql.name(login));
      }
    }
    sql.run(
        "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s"
            .formatted(Sql.name(roles.schema()), Sql.name(roles.owner())));
    refuseForeignSchema(sql, roles);
    grant(roles);
  }

  private static void createOwner(Sql sql, String owner) throws SQLException {
    if (!sql.hasRole(owner)) {
      sql.run("CREATE ROLE " + Sql.name(owner) + " NOLOGIN");
    }
    // CREATEROLE alone lets nobody act as the new role since PostgreSQL 16.
    if (!mayActAs(sql, owner)) {
      takeUp(sql, owner);
    }
  }

  /** Whether the administrator may do what the role {@code owner} may. */
  static boolean mayActAs(Sql sql, String owner) throws SQLException {
    String right = sql.version() >= SET_OPTION_SINCE ? "SET" : "MEMBER";
    return sql.isTrue("SELECT pg_has_role(current_user, ?, ?)", owner, right);
  }

  /** Roles belong to the whole server: this one may be of another installation. */
  private static void takeUp(Sql sql, String owner) throws SQLException {
    try {
      sql.run("GRANT " + Sql.name(owner) + " TO CURRENT_USER");
    } catch (SQLException e) {
      if (!RIGHT_MISSING.equals(e.getSQLState())) {
        throw e;
      }
      throw notOurs(owner);
    }
  }

  static RightsMissing notOurs(String owner) {
    return new RightsMissing(
        "role %s is on this server already, and not ours: another installation has it (give this one names of its own with database.role-prefix), or run as a superuser: GRANT %s TO the login of database.url WITH ADMIN OPTION"
            .formatted(owner, owner));
  }

  private void createLogin(Sql sql, String login, boolean setPassword) throws SQLException {
    String password = secret.password(ContextRoles.purpose(login));
    String fingerprint = "banyan " + secret.password("fingerprint/" + login).substring(0, 16);
    boolean isThere = sql.hasRole(login);
    if (isThere
        && !setPassword
        && sql.isTrue(
            "SELECT shobj_description(oid, 'pg_authid') = ? FROM pg_roles WHERE rolname = ?",
            fingerprint,
            login)) {
      return;
    }
    sql.run(
        "%s ROLE %s LOGIN PASSWORD '%s'"
            .formatted(isThere ? "ALTER" : "CREATE", Sql.name(login), ScramVerifier.of(password)));
    sql.run("COMMENT ON ROLE %s IS '%s'".formatted(Sql.name(login), fingerprint));
  }

  private static void refuseForeignSchema(Sql sql, ContextRoles roles) throws SQLException {
    if (!sql.isTrue(
        "SELECT pg_get_userbyid(nspowner) = ? FROM pg_namespace WHERE nspname = ?",
        roles.owner(),
        roles.schema())) {
      throw new RightsMissing(
          "schema %s exists and does not belong to %s; rename it, or run as its owner: ALTER SCHEMA %s OWNER TO %s"
              .formatted(roles.schema(), roles.owner(), roles.schema(), roles.owner()));
    }
  }

  /** The history of migrations is the owner's business; runs once it is there. */
  void closeHistory(ContextRoles roles) throws SQLException {
    new Sql(admin)
        .transaction(
            List.of(
                "SET LOCAL ROLE " + Sql.name(roles.owner()),
                "REVOKE ALL ON %s.%s FROM %s, %s"
                    .formatted(
                        Sql.name(roles.schema()),
                        Sql.name(Migrations.HISTORY),
                        Sql.name(roles.readWrite()),
                        Sql.name(roles.readOnly()))));
  }

  /** Runs as the owner: a default privilege holds for what the role that sets it creates. */
  private void grant(ContextRoles roles) throws SQLException {
    String schema = Sql.name(roles.schema());
    String readWrite = Sql.name(roles.readWrite());
    String readOnly = Sql.name(roles.readOnly());
    String logins = readWrite + ", " + readOnly;
    String inSchema = "ALTER DEFAULT PRIVILEGES IN SCHEMA " + schema + " GRANT ";
    List<String> statements = new ArrayList<>();
    statements.add("SET LOCAL ROLE " + Sql.name(roles.owner()));
    statements.add("GRANT USAGE ON SCHEMA " + schema + " TO " + logins);
    statements.add("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC");
    statements.add("ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC");
    statements.add(inSchema + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + readWrite);
    statements.add(inSchema + "SELECT ON TABLES TO " + readOnly);
    statements.add(inSchema + "USAGE, SELECT ON SEQUENCES TO " + readWrite);
    statements.add(inSchema + "EXECUTE ON ROUTINES TO " + logins);
    statements.add(inSchema + "USAGE ON TYPES TO " + logins);
    new Sql(admin).transaction(statements);
  }
}
