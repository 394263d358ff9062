package banyan.app;

import banyan.platform.database.ContextDatabase;
import banyan.platform.database.Database;
import banyan.proxy.migration.AuditEntry;
import banyan.proxy.migration.MigrationStore;
import banyan.wire.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The audit log in the schema {@code proxy}, for all instances on one database. The primary key
 * decides which of two moves came first; the login may add entries and not change them. Any thread;
 * blocks.
 */
final class DatabaseMigrationStore implements MigrationStore {
  private static final String CHANNEL = "banyan_migrations";

  private final Database database;
  private final ContextDatabase tables;

  DatabaseMigrationStore(Database database) {
    this.database = database;
    this.tables = database.of(DatabaseTableStore.OWNER);
  }

  @Override
  public Optional<AuditEntry> newest() {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery(
                    "SELECT number, previous, text, hash FROM audit ORDER BY number DESC LIMIT 1")
                .map((row, _) -> entry(row))
                .findOne());
  }

  @Override
  public List<AuditEntry> entries(long after) {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery(
                    """
                    SELECT number, previous, text, hash FROM audit
                    WHERE number > :after ORDER BY number LIMIT :max
                    """)
                .bind("after", after)
                .bind("max", PAGE_MAX)
                .map((row, _) -> entry(row))
                .list());
  }

  /** Waits for another who takes the same number, and then adds nothing. */
  @Override
  public boolean add(AuditEntry entry) {
    return tables.write(
        Caller.MAIN_TENANT,
        handle -> {
          int added =
              handle
                  .createUpdate(
                      """
                      INSERT INTO audit (number, previous, text, hash)
                      VALUES (:number, :previous, :text, :hash)
                      ON CONFLICT DO NOTHING
                      """)
                  .bind("number", entry.number())
                  .bind("previous", entry.previous())
                  .bind("text", entry.text())
                  .bind("hash", entry.hash())
                  .execute();
          handle.execute("NOTIFY " + CHANNEL);
          return added == 1;
        });
  }

  @Override
  public void follow(Runnable heard) {
    database.listen(CHANNEL, heard);
  }

  @Override
  public Duration lookEvery() {
    return DatabaseTableStore.LOOK_EVERY;
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("number"),
        row.getString("previous"),
        row.getString("text"),
        row.getString("hash"));
  }
}
