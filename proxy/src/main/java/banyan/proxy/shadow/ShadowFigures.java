package banyan.proxy.shadow;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts copies and what was not copied, for each migration; there are at most as many as there may
 * be migrations, {@value #MIGRATIONS_MAX} and those renamed since the start. Any thread.
 */
public final class ShadowFigures {
  private static final AttributeKey<String> MIGRATION = AttributeKey.stringKey("banyan.migration");
  private static final AttributeKey<String> PAIRING = AttributeKey.stringKey("pairing");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

  static final int MIGRATIONS_MAX = 1_000;

  private final LongCounter copies;
  private final LongCounter skipped;
  private final Map<String, Counts> byMigration = new ConcurrentHashMap<>();

  public ShadowFigures(Meter meter) {
    copies =
        meter
            .counterBuilder("banyan.shadow.copies")
            .setUnit("{request}")
            .setDescription("Copies of requests that were sent, by pairing and outcome")
            .build();
    skipped =
        meter
            .counterBuilder("banyan.shadow.skipped")
            .setUnit("{request}")
            .setDescription("Requests of a migration that were not copied, by reason")
            .build();
  }

  public void copied(String migration, Pairing pairing, CopyOutcome outcome) {
    copies.add(
        1, Attributes.of(MIGRATION, migration, PAIRING, pairing.word(), OUTCOME, outcome.word()));
    counts(migration).copy(pairing, outcome).increment();
  }

  public void skipped(String migration, Skip why) {
    Counts counts = counts(migration);
    skipped.add(1, counts.reason(why));
    counts.skip(why).increment();
  }

  /** What was counted of a migration since the process started. */
  ShadowReport report(String migration) {
    Map<String, Map<String, Long>> sent = new TreeMap<>();
    Map<String, Long> left = new TreeMap<>();
    Counts counts = byMigration.get(migration);
    if (counts != null) {
      counts.copies.forEach(
          (pairing, outcomes) -> {
            Map<String, Long> there = new TreeMap<>();
            outcomes.forEach((outcome, count) -> put(there, outcome.word(), count));
            if (!there.isEmpty()) {
              sent.put(pairing.word(), there);
            }
          });
      counts.skipped.forEach((why, count) -> put(left, why.word(), count));
    }
    return new ShadowReport(sent, left);
  }

  private static void put(Map<String, Long> counts, String word, LongAdder count) {
    if (count.sum() > 0) {
      counts.put(word, count.sum());
    }
  }

  private Counts counts(String migration) {
    Counts known = byMigration.get(migration);
    if (known != null) {
      return known;
    }
    String name = byMigration.size() < MIGRATIONS_MAX ? migration : "";
    return byMigration.computeIfAbsent(name, Counts::new);
  }

  /** Complete from the start, so that reading needs no lock. */
  private static final class Counts {
    final Map<Pairing, Map<CopyOutcome, LongAdder>> copies = new EnumMap<>(Pairing.class);
    final Map<Skip, LongAdder> skipped = new EnumMap<>(Skip.class);
    final Map<Skip, Attributes> reasons = new EnumMap<>(Skip.class);

    Counts(String migration) {
      for (Pairing pairing : Pairing.values()) {
        Map<CopyOutcome, LongAdder> outcomes = new EnumMap<>(CopyOutcome.class);
        for (CopyOutcome outcome : CopyOutcome.values()) {
          outcomes.put(outcome, new LongAdder());
        }
        copies.put(pairing, outcomes);
      }
      for (Skip why : Skip.values()) {
        skipped.put(why, new LongAdder());
        reasons.put(why, Attributes.of(MIGRATION, migration, REASON, why.word()));
      }
    }

    LongAdder copy(Pairing pairing, CopyOutcome outcome) {
      return known(known(copies.get(pairing)).get(outcome));
    }

    LongAdder skip(Skip why) {
      return known(skipped.get(why));
    }

    Attributes reason(Skip why) {
      return known(reasons.get(why));
    }

    private static <T> T known(@Nullable T counted) {
      return Objects.requireNonNull(counted, "every constant is counted");
    }
  }
}
