package banyan.app;

import banyan.platform.database.ContextDatabase;
import banyan.platform.database.Database;
import banyan.proxy.publish.Publication;
import banyan.proxy.publish.TableStore;
import banyan.proxy.publish.TableVersion;
import banyan.proxy.publish.VersionEntry;
import banyan.wire.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the routes in the schema {@code proxy}, for all instances on one database. Any
 * thread; blocks.
 *
 * <p>The primary key decides which of two publications came first: the second finds the number
 * taken, and adds nothing.
 */
final class DatabaseTableStore implements TableStore {
  /** The schema owner that is no context. */
  static final String OWNER = "proxy";

  private static final String CHANNEL = "banyan_routes";

  /** Notifications come at once; this finds what a silent network swallowed. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private static final String COLUMNS =
      "number, coalesce(parent, 0) AS parent, hash, file_hash, published_by, published_at, reason";

  private final Database database;
  private final ContextDatabase tables;
  private final InstantSource clock;

  DatabaseTableStore(Database database, InstantSource clock) {
    this.database = database;
    this.tables = database.of(OWNER);
    this.clock = clock;
  }

  @Override
  public Optional<VersionEntry> newest() {
    return tables.read(Caller.MAIN_TENANT, DatabaseTableStore::newest);
  }

  @Override
  public Optional<TableVersion> find(long number) {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery(
                    "SELECT document, " + COLUMNS + " FROM table_versions WHERE number = :number")
                .bind("number", number)
                .map((row, _) -> new TableVersion(entry(row), row.getString("document")))
                .findOne());
  }

  @Override
  public List<VersionEntry> history() {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery(
                    "SELECT " + COLUMNS + " FROM table_versions ORDER BY number DESC LIMIT :max")
                .bind("max", HISTORY_MAX)
                .map((row, _) -> entry(row))
                .list());
  }

  @Override
  public Adding add(Publication publication, @Nullable Long expected) {
    return tables.write(Caller.MAIN_TENANT, handle -> add(handle, publication, expected));
  }

  @Override
  public void follow(Runnable heard) {
    database.listen(CHANNEL, heard);
  }

  @Override
  public Duration lookEvery() {
    return LOOK_EVERY;
  }

  private Adding add(Handle handle, Publication publication, @Nullable Long expected) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      VersionEntry newest = newest(handle).orElse(null);
      if (expected != null && expected != (newest == null ? 0 : newest.number())) {
        return new Adding.Overtaken(newest);
      }
      VersionEntry next = VersionEntry.after(newest, publication, clock.instant());
      if (insert(handle, next, publication.text())) {
        handle.execute("NOTIFY " + CHANNEL);
        return new Adding.Added(next);
      }
    }
    throw new IllegalStateException("others publish routes all the time");
  }

  /** Waits for another who takes the same number, and then adds nothing. */
  private static boolean insert(Handle handle, VersionEntry next, String text) {
    return handle
            .createUpdate(
                """
                INSERT INTO table_versions (number, parent, document, hash, file_hash,
                                            published_by, published_at, reason)
                VALUES (:number, :parent, :document, :hash, :fileHash, :who, :when, :why)
                ON CONFLICT (number) DO NOTHING
                """)
            .bind("number", next.number())
            .bind("parent", next.parent() == 0 ? null : Long.valueOf(next.parent()))
            .bind("document", text)
            .bind("hash", next.hash())
            .bind("fileHash", next.fileHash())
            .bind("who", next.who())
            .bind("when", next.when().atOffset(ZoneOffset.UTC))
            .bind("why", next.why())
            .execute()
        == 1;
  }

  private static Optional<VersionEntry> newest(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM table_versions ORDER BY number DESC LIMIT 1")
        .map((row, _) -> entry(row))
        .findOne();
  }

  private static VersionEntry entry(ResultSet row) throws SQLException {
    return new VersionEntry(
        row.getLong("number"),
        row.getLong("parent"),
        row.getString("hash"),
        row.getString("file_hash"),
        row.getString("published_by"),
        row.getObject("published_at", OffsetDateTime.class).toInstant(),
        row.getString("reason"));
  }
}
