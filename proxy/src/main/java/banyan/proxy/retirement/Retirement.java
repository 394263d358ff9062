package banyan.proxy.retirement;

import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Stage;
import banyan.wire.Failure;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the old side of a migration may be closed for good: the new one has answered
 * everybody for long enough, nobody has needed the old one for as long, and going back would have
 * been safe, so that nothing was missed. Any thread; finding evidence asks the store.
 */
public final class Retirement implements EvidenceSource {
  private final OldSideHits hits;
  private final ReverseParity parity;
  private final Settings settings;
  private final InstantSource clock;

  public Retirement(
      OldSideHits hits, ReverseParity parity, Settings settings, InstantSource clock) {
    this.hits = hits;
    this.parity = parity;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Finding find(Migration migration, Demand demand) {
    try {
      hits.exchange();
    } catch (Failure e) {
      return new Finding.Missing(
          "the hits on the old side cannot be read: " + e.problem().detail());
    }
    Duration quiet = migration.terms().get(RetirementSettings.QUIET, settings);
    return decide(
        migration, hits.of(migration).orElse(null), safety(migration), quiet, clock.instant());
  }

  /** What operators are told of the old side; empty before the new one answers everybody. */
  public Optional<OldSide> oldSide(Migration migration) {
    if (migration.stage() != Stage.LIVE && migration.stage() != Stage.RETIRED) {
      return Optional.empty();
    }
    return Optional.of(
        OldSide.of(hits.of(migration).orElse(null), safety(migration), migration.since()));
  }

  /**
   * Whether the old side may go. Pure.
   *
   * @param hits since the new side answers everybody; null for none
   */
  static Finding decide(
      Migration migration,
      @Nullable Hits hits,
      RollbackSafety safety,
      Duration quiet,
      Instant now) {
    Instant last = hits == null ? migration.since() : later(hits.last(), migration.since());
    Duration passed = Duration.between(last, now);
    List<String> missing = new ArrayList<>();
    if (passed.compareTo(quiet) < 0) {
      missing.add(
          hits == null
              ? "it is live for %s, and %s are demanded".formatted(words(passed), words(quiet))
              : "the old side was asked %d times, last %s ago (%s, by %s), and %s without a hit are demanded"
                  .formatted(
                      hits.count(), words(passed), hits.cause(), hits.route(), words(quiet)));
    }
    if (safety instanceof RollbackSafety.Unsafe(String reason)) {
      missing.add("going back is not known to be safe: " + reason);
    }
    return missing.isEmpty()
        ? new Finding.Found(
            new Evidence.Found(
                Demand.QUIET.kind(),
                "%s without a hit since %s; going back is safe: %s"
                    .formatted(words(passed), last, safety.words())))
        : new Finding.Missing(String.join("; ", missing));
  }

  private RollbackSafety safety(Migration migration) {
    double mismatchMax = migration.terms().get(RetirementSettings.MISMATCH, settings);
    return RollbackSafety.of(migration, parity.of(migration), mismatchMax);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Days, hours, minutes or seconds: the largest unit of which there are at least two. */
  static String words(Duration time) {
    if (time.toDays() >= 2) {
      return time.toDays() + " d";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " h";
    }
    return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
