package banyan.platform.idempotency;

import banyan.platform.http.Reply;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the context's table {@code idempotency}, within one transaction. Its definition is
 * {@code idempotency.sql} beside this class; a context's migration copies it.
 */
final class Records {
  /** How many expired rows each new row clears away: the table cannot grow by neglect. */
  static final int FORGOTTEN_AT_ONCE_MAX = 10;

  /** SQLSTATE of a wait that was longer than {@code lock_timeout}. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String NAME_OF_LOCK =
      """
      hashtextextended(
          concat_ws(chr(10), current_schema(), current_setting('banyan.tenant'),
              :principal, :route, :key), 0)\
      """;
  private static final String LOCK =
      """
      SELECT pg_try_advisory_xact_lock(%s)
      """
          .formatted(NAME_OF_LOCK);
  private static final String AWAIT_LOCK =
      """
      SELECT pg_advisory_xact_lock(%s)::text
      """
          .formatted(NAME_OF_LOCK);
  private static final String FIND =
      """
      SELECT fingerprint, status, field_names, field_values, media_type, body
      FROM idempotency
      WHERE principal = :principal AND route = :route AND key = :key AND created_at > :since
      """;
  private static final String FORGET =
      """
      DELETE FROM idempotency
      WHERE (tenant_id, principal, route, key) IN (
          SELECT tenant_id, principal, route, key FROM idempotency
          WHERE created_at <= :since
          ORDER BY created_at
          LIMIT :max
          FOR UPDATE SKIP LOCKED)
      """;
  // An expired row of the same key may still be there: it gives way.
  private static final String KEEP =
      """
      INSERT INTO idempotency (tenant_id, principal, route, key, fingerprint, status,
          field_names, field_values, media_type, body, created_at)
      VALUES (current_setting('banyan.tenant'), :principal, :route, :key, :fingerprint, :status,
          :names, :values, :mediaType, :body, :now)
      ON CONFLICT (tenant_id, principal, route, key) DO UPDATE SET
          fingerprint = excluded.fingerprint, status = excluded.status,
          field_names = excluded.field_names, field_values = excluded.field_values,
          media_type = excluded.media_type, body = excluded.body, created_at = excluded.created_at
      """;

  /** An answer as it was given before. */
  record Kept(byte[] fingerprint, Reply reply) {}

  private final Handle handle;
  private final OffsetDateTime now;
  private final OffsetDateTime since;

  Records(Handle handle, Instant now, Duration retention) {
    this.handle = handle;
    this.now = now.atOffset(ZoneOffset.UTC);
    this.since = now.minus(retention).atOffset(ZoneOffset.UTC);
  }

  /** Takes the key for this transaction; false while another transaction has it. Never waits. */
  boolean lock(Use use) {
    return handle
        .createQuery(LOCK)
        .bind("principal", use.principal())
        .bind("route", use.route())
        .bind("key", use.key())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Takes the key, waiting for the transaction that has it; false when it takes longer, and then
   * this transaction is lost.
   *
   * @param wait at least a millisecond
   */
  boolean awaitLock(Use use, Duration wait) {
    String before =
        handle.createQuery("SELECT current_setting('lock_timeout')").mapTo(String.class).one();
    setLockTimeout(wait.toMillis() + "ms");
    try {
      handle
          .createQuery(AWAIT_LOCK)
          .bind("principal", use.principal())
          .bind("route", use.route())
          .bind("key", use.key())
          .mapTo(String.class)
          .one();
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause
          && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
        return false;
      }
      throw e;
    }
    setLockTimeout(before);
    return true;
  }

  private void setLockTimeout(String time) {
    handle
        .createQuery("SELECT set_config('lock_timeout', :time, true)")
        .bind("time", time)
        .mapTo(String.class)
        .one();
  }

  /** The answer of this key, if it was used within the retention. */
  Optional<Kept> find(Use use) {
    return handle
        .createQuery(FIND)
        .bind("principal", use.principal())
        .bind("route", use.route())
        .bind("key", use.key())
        .bind("since", since)
        .map((row, context) -> kept(row))
        .findOne();
  }

  /** Clears away a few rows that are past the retention. */
  void forgetSome() {
    handle.createUpdate(FORGET).bind("since", since).bind("max", FORGOTTEN_AT_ONCE_MAX).execute();
  }

  void keep(Use use, Reply reply, String requestId) {
    List<String> names = new ArrayList<>(reply.fields().keySet());
    List<String> values = names.stream().map(reply.fields()::get).toList();
    Optional<Reply.Text> text = reply.text(requestId);
    handle
        .createUpdate(KEEP)
        .bind("principal", use.principal())
        .bind("route", use.route())
        .bind("key", use.key())
        .bind("fingerprint", use.fingerprint())
        .bind("status", reply.status())
        .bindArray("names", String.class, names)
        .bindArray("values", String.class, values)
        .bind("mediaType", text.map(Reply.Text::mediaType).orElse(null))
        .bind("body", text.map(Reply.Text::content).orElse(null))
        .bind("now", now)
        .execute();
  }

  private static Kept kept(ResultSet row) throws SQLException {
    var fields = new LinkedHashMap<String, String>();
    var names = (String[]) row.getArray("field_names").getArray();
    var values = (String[]) row.getArray("field_values").getArray();
    for (int i = 0; i < names.length; i++) {
      fields.put(names[i], values[i]);
    }
    return new Kept(row.getBytes("fingerprint"), reply(row, Map.copyOf(fields)));
  }

  private static Reply reply(ResultSet row, Map<String, String> fields) throws SQLException {
    return new Reply(
        row.getInt("status"), fields, text(row.getString("media_type"), row.getString("body")));
  }

  private static Reply.@Nullable Text text(@Nullable String mediaType, @Nullable String body) {
    return mediaType == null || body == null ? null : new Reply.Text(mediaType, body);
  }
}
