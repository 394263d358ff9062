package banyan.proxy.rollout;

import banyan.proxy.gate.Decision;
import banyan.proxy.gate.Rollout.Action;
import banyan.proxy.gate.Verdict;
import banyan.proxy.migration.Automation;
import banyan.proxy.migration.Evidence;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.wire.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the gates decide: moves of the audit log like any other, by {@code gate}, made
 * only if nobody else has moved since the verdict. One thread; the counts are read by any.
 */
final class GateMoves {
  private static final Logger LOG = LoggerFactory.getLogger(GateMoves.class);
  private static final String WHO = "gate";

  /** What could not be done is tried again so much later; harm is not kept waiting longer. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int WHY_MAX = 500;

  private final boolean isAutomatic;
  private final Map<String, Instant> pauses = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private final AtomicLong rollBacks = new AtomicLong();
  private final AtomicLong raises = new AtomicLong();

  GateMoves(boolean isAutomatic) {
    this.isAutomatic = isAutomatic;
  }

  boolean isAutomatic() {
    return isAutomatic;
  }

  /** Canaries that were taken back. */
  long rollBacks() {
    return rollBacks.get();
  }

  /** Steps of roll-outs, the last to live included. */
  long raises() {
    return raises.get();
  }

  /**
   * The evidence that a verdict is: when it was reached, and what it says.
   *
   * @return of at most {@link Evidence#TEXT_MAX} characters
   */
  static Evidence.Found evidence(GateReport report) {
    Verdict verdict = report.verdict();
    Long harm = verdict.harmMillis();
    Instant reached = harm == null ? report.looked() : Instant.ofEpochMilli(harm);
    String word = verdict.decision() == Decision.ROLLBACK ? "rollback" : "promote";
    return new Evidence.Found(
        "verdict", cut(word + " at " + reached + ": " + verdict.sentence(), Evidence.TEXT_MAX));
  }

  /**
   * Does what follows from a verdict.
   *
   * @return why it could not be done; null when it was, or nothing was to be done
   */
  @Nullable String carryOut(Action action, GateReport report, Migrations migrations, Instant now) {
    String name = report.migration().name();
    Instant pause = pauses.get(name);
    if (!(action instanceof Action.Hold) && pause != null && now.isBefore(pause)) {
      return told.get(name);
    }
    String why = action instanceof Action.Hold ? null : attempt(action, report, migrations);
    if (why == null) {
      pauses.remove(name);
      told.remove(name);
      return null;
    }
    pauses.put(name, now.plus(PAUSE));
    if (!why.equals(told.put(name, why))) {
      LOG.atWarn()
          .addKeyValue("migration", name)
          .addKeyValue("verdict", action.why())
          .addKeyValue("cause", why)
          .log("the gate could not move a migration; it tries again");
    }
    return why;
  }

  private @Nullable String attempt(Action action, GateReport report, Migrations migrations) {
    try {
      return switch (move(action, report, migrations)) {
        case Outcome.Done _ -> {
          (action instanceof Action.RollBack ? rollBacks : raises).incrementAndGet();
          yield null;
        }
        // What became of it is looked at next time.
        case Outcome.Overtaken _, Outcome.Unknown _ -> null;
        case Outcome.Refused(String reason) -> reason;
        case Outcome.Unproven(String reason) -> reason;
      };
    } catch (Failure e) {
      return e.problem().detail();
    }
  }

  private static Outcome move(Action action, GateReport report, Migrations migrations) {
    Migration migration = report.migration();
    Reason reason = new Reason(WHO, cut(action.why(), WHY_MAX));
    return switch (action) {
      case Action.Hold hold -> throw new IllegalArgumentException("no move: " + hold.why());
      case Action.RollBack _ ->
          migrations.rollBack(migration.name(), reason, evidence(report), migration.revision());
      case Action.Raise raise ->
          migrations.move(
              migration.name(),
              new Move.Canary(new Weight(raise.weight())),
              reason,
              Automation.GATE,
              migration.automation().override(),
              migration.revision());
      case Action.GoLive _ ->
          migrations.move(
              migration.name(),
              new Move.Promote(),
              reason,
              Automation.GATE,
              null,
              migration.revision());
    };
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max - 1) + "…";
  }
}
