package banyan.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges, by the logs, who answered when. */
final class MovePromises {
  private MovePromises() {}

  /** What was asked within a stage, from its first byte to its last, went where the stage says. */
  static Verdict allTookEffect(Evidence evidence) {
    Map<String, LogLine> lines = evidence.monolithByRequest();
    Set<String> called = evidence.requestsWithCalls();
    List<String> wrong = new ArrayList<>();
    int looked = 0;
    for (StageRun run : evidence.stages()) {
      if (!run.isPlayed()) {
        wrong.add(run.stage().name() + ": " + run.problem());
        continue;
      }
      for (Portion portion : portions(evidence.plan())) {
        int seen = 0;
        for (Attempt attempt : evidence.attempts()) {
          if (shows(portion, attempt) && attempt.isGood() && attempt.isWithin(run)) {
            seen++;
            String side = side(portion, attempt, lines, called);
            Set<String> due = due(portion, run.stage());
            if (!due.contains(side)) {
              wrong.add(
                  "%s: %s by %s, not %s"
                      .formatted(run.stage().name(), attempt, side, String.join(" or ", due)));
            }
          }
        }
        looked += seen;
        if (seen == 0 && isAnswerable(portion, run.stage(), evidence.plan())) {
          wrong.add(run.stage().name() + ": no " + portion.word() + " were seen");
        }
      }
    }
    return Verdict.of(
        looked + wrong.size(),
        "%d stages, %d requests, each answered by the side of its stage"
            .formatted(evidence.stages().size(), looked),
        wrong);
  }

  static Verdict readsFellBack(Evidence evidence) {
    Map<String, LogLine> lines = evidence.monolithByRequest();
    List<String> wrong = new ArrayList<>();
    int fellBack = 0;
    for (StageRun run : evidence.stages()) {
      for (Attempt attempt : evidence.attempts()) {
        if (run.stage().isServiceDead() && attempt.kind().isSafe() && attempt.isWithin(run)) {
          LogLine line = lines.get(attempt.requestId());
          boolean isFallback = line != null && line.answeredBy().equals(LogLine.FALLBACK);
          if (attempt.isGood() && isFallback) {
            fellBack++;
          } else {
            wrong.add(attempt + (line == null ? "" : " by " + line.answeredBy()));
          }
        }
      }
    }
    return Verdict.of(
        fellBack + wrong.size(), fellBack + " reads fell back while the service was dead", wrong);
  }

  /** Calls show in the service's log alone, which somebody else's service keeps to itself. */
  private static List<Portion> portions(DemoPlan plan) {
    return plan.isServiceOurs()
        ? List.of(Portion.values())
        : List.of(Portion.READS, Portion.WRITES);
  }

  /** An order that was carried on after a failure need not have called in its last request. */
  private static boolean shows(Portion portion, Attempt attempt) {
    return attempt.kind().portion().filter(portion::equals).isPresent()
        && (portion != Portion.CALLS || attempt.turn() == 1);
  }

  /** Whether somebody can answer: writes do not fall back. */
  private static boolean isAnswerable(Portion portion, Stage stage, DemoPlan plan) {
    boolean needsService = stage.isServiceDead() && stage.hasMoved(portion);
    return !needsService || (plan.hasFallback() && portion != Portion.WRITES);
  }

  private static Set<String> due(Portion portion, Stage stage) {
    if (portion == Portion.READS && stage.reads() == Reads.SHARED) {
      return sorted(LogLine.LOCAL, RoutesText.SERVICE);
    }
    if (portion == Portion.READS && stage.reads() == Reads.OPEN) {
      return sorted(LogLine.LOCAL, RoutesText.SERVICE, LogLine.FALLBACK);
    }
    if (!stage.hasMoved(portion)) {
      return Set.of(LogLine.LOCAL);
    }
    if (!stage.isServiceDead()) {
      return Set.of(RoutesText.SERVICE);
    }
    // A call that falls back leaves no line at a dead service: it looks like a local one.
    return Set.of(portion == Portion.CALLS ? LogLine.LOCAL : LogLine.FALLBACK);
  }

  private static Set<String> sorted(String... sides) {
    return new TreeSet<>(List.of(sides));
  }

  private static String side(
      Portion portion, Attempt attempt, Map<String, LogLine> lines, Set<String> called) {
    if (portion == Portion.CALLS) {
      return called.contains(attempt.requestId()) ? RoutesText.SERVICE : LogLine.LOCAL;
    }
    LogLine line = lines.get(attempt.requestId());
    return line == null ? "nobody" : line.answeredBy();
  }
}
