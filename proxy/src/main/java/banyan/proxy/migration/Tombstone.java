package banyan.proxy.migration;

import banyan.proxy.ProxyProblems;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands where a side was, and alarms: each hit is counted, and told in the log once a minute for
 * each migration. Any thread.
 */
public final class Tombstone {
  private static final Logger LOG = LoggerFactory.getLogger(Tombstone.class);
  private static final AttributeKey<String> MIGRATION = AttributeKey.stringKey("banyan.migration");
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  private final LongCounter hits;
  private final LongCounter misses;
  private final InstantSource clock;

  /** When a migration was last told of; at most as many as there are migrations. */
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  public Tombstone(Meter meter, InstantSource clock) {
    this.clock = clock;
    this.hits =
        meter
            .counterBuilder("banyan.migration.tombstone.hits")
            .setUnit("{request}")
            .setDescription("Requests for the old side of a retired migration")
            .build();
    this.misses =
        meter
            .counterBuilder("banyan.migration.side.missing")
            .setUnit("{request}")
            .setDescription("Requests for a side that the routes in force do not know")
            .build();
  }

  /** Counts a request that needs the old side of a retired migration. */
  void count(Migration migration) {
    hits.add(1, Attributes.of(MIGRATION, migration.name()));
    tell(migration, "a request for a retired side");
  }

  /** A request for the old side of a retired migration. */
  public Failure hit(Migration migration) {
    count(migration);
    String detail = "'" + migration.from() + "' answers this no more since " + migration.since();
    return Failure.client(Problem.of(ProxyProblems.SIDE_RETIRED, detail));
  }

  /** A request for a side that is not there: an upstream that the document does not name. */
  public Failure missing(Migration migration, String side) {
    misses.add(1, Attributes.of(MIGRATION, migration.name()));
    tell(migration, "the routes in force do not know a side");
    return Failure.ours(
        Problem.of(
            Problems.UNAVAILABLE,
            "the migration '"
                + migration.name()
                + "' leads to '"
                + side
                + "', which the routes in force do not know"),
        null);
  }

  private void tell(Migration migration, String what) {
    Instant now = clock.instant();
    Instant before = told.get(migration.name());
    if (before != null && now.isBefore(before.plus(TELL_EVERY))) {
      return;
    }
    told.put(migration.name(), now);
    LOG.atWarn()
        .addKeyValue("migration", migration.name())
        .addKeyValue("from", migration.from())
        .addKeyValue("to", migration.to())
        .log(what);
  }
}
