package banyan.proxy.rollout;

import banyan.proxy.gate.Gate;
import banyan.proxy.gate.Margins;
import banyan.proxy.gate.Rollout.Standing;
import banyan.proxy.gate.Verdict;
import banyan.proxy.migration.Migration;
import java.time.Duration;
import java.time.Instant;

/**
 * The gate of one migration from when it comes to its canary until it leaves it. Confined to one
 * thread.
 */
final class LiveGate {
  /**
   * A gate is kept at least so long: while a side is replaced piece by piece, its answers come from
   * both builds in turn, and harm must be found all the same.
   */
  private static final Duration KEPT_MIN = Duration.ofMinutes(1);

  private final Gate gate;
  private final String builds;
  private final Instant begin;

  /** What was answered before is evidence of another try, or of another build. */
  private final long firstRevision;

  private Migration migration;
  private Instant since;
  private long answers;

  /**
   * A gate without evidence, for what runs on both sides.
   *
   * @param instances how many have such a gate
   */
  LiveGate(Migration migration, String builds, Margins margins, int instances, Instant now) {
    this.migration = migration;
    this.builds = builds;
    this.begin = now;
    this.gate = new Gate(margins, instances);
    this.firstRevision = migration.revision();
    this.since = now;
    gate.beginPeriod(now.toEpochMilli());
  }

  /** As it is known here. */
  Migration migration() {
    return migration;
  }

  /** Since when this process has counted at the present weight. */
  Instant since() {
    return since;
  }

  /** How many reports of answers it took. */
  long answers() {
    return answers;
  }

  /** Whether its evidence is of something that runs no more. */
  boolean isOutdated(String running, Instant now) {
    return !running.equals(builds) && !now.isBefore(begin.plus(KEPT_MIN));
  }

  /** The migration has moved, and not left its canary. */
  void moved(Migration next, Instant now) {
    if (!next.weight().equals(migration.weight())) {
      gate.beginPeriod(now.toEpochMilli());
      since = now;
    }
    migration = next;
  }

  /** Whether a report is of a move that is known here. */
  boolean knows(Report report) {
    return !(report instanceof Report.Answered answered)
        || answered.revision() <= migration.revision();
  }

  void take(Report report) {
    switch (report) {
      case Report.Answered answered -> {
        if (answered.revision() >= firstRevision) {
          gate.add(
              answered.millis(),
              answered.side(),
              answered.identity(),
              answered.outcome(),
              answered.latencyMillis());
          answers++;
        }
      }
      case Report.Compared(String _, long compared, long mismatched) ->
          gate.compared(compared, mismatched);
    }
  }

  Verdict verdict(Instant now) {
    return gate.verdict(now.toEpochMilli());
  }

  Standing standing(Verdict verdict) {
    return new Standing(migration.weight().buckets(), since, verdict.to().users());
  }
}
