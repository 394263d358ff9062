package banyan.app;

import banyan.platform.database.ContextDatabase;
import banyan.platform.database.Database;
import banyan.proxy.idempotency.Entry;
import banyan.proxy.idempotency.EntryJson;
import banyan.proxy.idempotency.KeyName;
import banyan.proxy.idempotency.LedgerStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in the schema {@code proxy}, for all instances on one database. A change is one
 * transaction, alone with its key by an advisory lock. Any thread; blocks.
 */
final class DatabaseLedgerStore implements LedgerStore {
  /** How many forgotten keys each new one clears away: the table cannot grow by neglect. */
  static final int FORGOTTEN_AT_ONCE_MAX = 10;

  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(
          hashtextextended('ledger ' || current_setting('banyan.tenant') || ' ' || :id, 0))::text
      """;
  private static final String KEEP =
      """
      INSERT INTO ledger (tenant_id, id, entry, ends_at)
      VALUES (current_setting('banyan.tenant'), :id, :entry, :endsAt)
      ON CONFLICT (tenant_id, id) DO UPDATE SET
          entry = excluded.entry, ends_at = excluded.ends_at
      """;
  private static final String FORGET =
      """
      DELETE FROM ledger
      WHERE (tenant_id, id) IN (
          SELECT tenant_id, id FROM ledger
          WHERE ends_at <= :now
          ORDER BY ends_at
          LIMIT :max
          FOR UPDATE SKIP LOCKED)
      """;

  private final ContextDatabase tables;
  private final InstantSource clock;

  DatabaseLedgerStore(Database database, InstantSource clock) {
    this.tables = database.of(DatabaseTableStore.OWNER);
    this.clock = clock;
  }

  @Override
  public <T> T change(KeyName name, Function<@Nullable Entry, Change<T>> change) {
    return tables.write(name.tenant(), handle -> change(handle, name.id(), change));
  }

  private <T> T change(Handle handle, String id, Function<@Nullable Entry, Change<T>> change) {
    handle.createQuery(LOCK).bind("id", id).mapTo(String.class).one();
    @Nullable Entry there =
        handle
            .createQuery("SELECT entry FROM ledger WHERE id = :id")
            .bind("id", id)
            .mapTo(String.class)
            .findOne()
            .map(DatabaseLedgerStore::entry)
            .orElse(null);
    Change<T> made = change.apply(there);
    Entry entry = made.entry();
    if (entry == null) {
      handle.createUpdate("DELETE FROM ledger WHERE id = :id").bind("id", id).execute();
    } else if (!Objects.equals(entry, there)) {
      if (there == null) {
        forgetSome(handle);
      }
      handle
          .createUpdate(KEEP)
          .bind("id", id)
          .bind("entry", EntryJson.write(entry))
          .bind("endsAt", entry.endsAt().atOffset(ZoneOffset.UTC))
          .execute();
    }
    return made.result();
  }

  private void forgetSome(Handle handle) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    handle.createUpdate(FORGET).bind("now", now).bind("max", FORGOTTEN_AT_ONCE_MAX).execute();
  }

  private static Entry entry(String text) {
    try {
      return EntryJson.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
