package banyan.app;

import banyan.platform.database.ContextDatabase;
import banyan.platform.database.Database;
import banyan.proxy.retirement.HitStore;
import banyan.proxy.retirement.Hits;
import banyan.proxy.retirement.Period;
import banyan.wire.Caller;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The hits on old sides in the schema {@code proxy}, for all instances on one database. Any thread;
 * blocks.
 */
final class DatabaseHitStore implements HitStore {
  private final ContextDatabase tables;

  DatabaseHitStore(Database database) {
    this.tables = database.of(DatabaseTableStore.OWNER);
  }

  @Override
  public Map<Period, Hits> read() {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery(
                    """
                    SELECT migration, revision, hits, last_at, cause, route, caller
                    FROM old_side_hits
                    """)
                .map(
                    (row, _) ->
                        Map.entry(
                            new Period(row.getString("migration"), row.getLong("revision")),
                            new Hits(
                                row.getLong("hits"),
                                row.getTimestamp("last_at").toInstant(),
                                row.getString("cause"),
                                row.getString("route"),
                                row.getString("caller"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public void add(Map<Period, Hits> more) {
    tables.write(
        Caller.MAIN_TENANT,
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO old_side_hits AS known
                    (migration, revision, hits, last_at, cause, route, caller)
                  VALUES (:migration, :revision, :hits, :last, :cause, :route, :caller)
                  ON CONFLICT (migration, revision) DO UPDATE SET
                    hits = known.hits + excluded.hits,
                    (last_at, cause, route, caller) =
                      (SELECT last_at, cause, route, caller
                       FROM (VALUES (known.last_at, known.cause, known.route, known.caller),
                                    (excluded.last_at, excluded.cause, excluded.route, excluded.caller))
                         AS both_of (last_at, cause, route, caller)
                       ORDER BY last_at DESC LIMIT 1)
                  """);
          more.forEach(
              (period, hits) ->
                  batch
                      .bind("migration", period.migration())
                      .bind("revision", period.revision())
                      .bind("hits", hits.count())
                      .bind("last", hits.last())
                      .bind("cause", hits.cause())
                      .bind("route", hits.route())
                      .bind("caller", hits.caller())
                      .add());
          return batch.execute().length;
        });
  }
}
