package banyan.platform.database;

import banyan.wire.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lies between an empty database and contexts that can work: rights, roles,
 * schemas, migrations, rules. Safe to run from several processes at once: one works, the others
 * wait and then find nothing left to do.
 */
final class Preparation {
  /** One number for all installations; advisory locks are per database. */
  private static final long LOCK = 0x62616e79616e0001L;

  private static final Duration LOCK_WAIT_MAX = Duration.ofMinutes(5);
  private static final Duration LOCK_RETRY = Duration.ofMillis(50);
  private static final int VERSION_MIN = 150_000;
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final Secret secret;
  private final CatalogFence fence;

  Preparation(Secret secret, CatalogFence fence) {
    this.secret = secret;
    this.fence = fence;
  }

  /** Hears how far a context is. */
  interface Progress {
    void migrating(ContextRoles context);

    void ready(ContextRoles context);

    void broken(ContextRoles context, String reason);
  }

  /**
   * Prepares all contexts; what is wrong with one of them does not keep the others.
   *
   * @throws SQLException when the database is gone or busy: try the whole again
   */
  void run(
      DatabaseAddress address,
      Connection admin,
      List<ContextRoles> contexts,
      boolean setPasswords,
      BooleanSupplier isCancelled,
      Progress progress)
      throws SQLException {
    String objection = objection(admin);
    if (!objection.isEmpty()) {
      contexts.forEach(context -> progress.broken(context, objection));
      return;
    }
    lock(admin, isCancelled);
    try {
      fence.raise(admin);
      for (ContextRoles context : contexts) {
        prepare(new Connections(address), admin, context, setPasswords, progress);
      }
    } catch (RightsMissing e) {
      contexts.forEach(context -> progress.broken(context, String.valueOf(e.getMessage())));
    } finally {
      if (!admin.isClosed()) {
        new Sql(admin).number("SELECT pg_advisory_unlock(?)::int", LOCK);
      }
    }
  }

  private String objection(Connection admin) throws SQLException {
    Sql sql = new Sql(admin);
    if (sql.version() < VERSION_MIN) {
      return "PostgreSQL 15 or newer is needed, the server is "
          + admin.getMetaData().getDatabaseProductVersion();
    }
    return "";
  }

  /**
   * Asks again and again instead of waiting inside a statement: a waiting statement holds a
   * snapshot, and CREATE INDEX CONCURRENTLY in the process that has the lock would wait for it.
   */
  private static void lock(Connection admin, BooleanSupplier isCancelled) throws SQLException {
    long end = System.nanoTime() + LOCK_WAIT_MAX.toNanos();
    while (!new Sql(admin).isTrue("SELECT pg_try_advisory_lock(?)", LOCK)) {
      if (System.nanoTime() - end > 0 || isCancelled.getAsBoolean()) {
        throw new SQLException("another process is migrating this database", "55P03");
      }
      LockSupport.parkNanos(LOCK_RETRY.toNanos());
    }
  }

  private void prepare(
      Connections connections,
      Connection admin,
      ContextRoles context,
      boolean setPasswords,
      Progress progress)
      throws SQLException {
    progress.migrating(context);
    try {
      Provisioning provisioning = new Provisioning(admin, secret);
      provisioning.provision(context, setPasswords);
      fence.admit(admin, context);
      new Migrations(connections.owner(context.owner()), context).migrate();
      provisioning.closeHistory(context);
      List<String> violations = SchemaRules.check(admin, context);
      if (violations.isEmpty()) {
        progress.ready(context);
      } else {
        progress.broken(context, String.join("; ", violations));
      }
    } catch (RightsMissing e) {
      progress.broken(context, String.valueOf(e.getMessage()));
    } catch (FlywayException e) {
      SQLException cause = sqlCause(e);
      if (cause != null && Outage.isPassing(cause)) {
        throw cause;
      }
      progress.broken(context, "a migration failed: " + e.getMessage());
    } catch (SQLException e) {
      if (Outage.isPassing(e)) {
        throw e;
      }
      progress.broken(
          context,
          "the roles or the schema cannot be made: " + e.getMessage() + rightsNeeded(e, context));
    }
  }

  private static String rightsNeeded(SQLException failure, ContextRoles context) {
    return INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())
        ? "; the login of database.url needs CREATEROLE, CREATE on the database, and ADMIN on the"
            + " roles "
            + String.join(", ", context.owner(), context.readWrite(), context.readOnly())
            + " where they are there already"
        : "";
  }

  private static @Nullable SQLException sqlCause(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
