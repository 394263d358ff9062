package banyan.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges how the reads moved: what was found before, what each move rested on, who saw what. */
final class MigrationPromises {
  /** By whom the gate moves. */
  private static final String GATE = "gate";

  private static final int SERVER_ERROR = 500;

  /** What moves forward rest on; the others rest on nothing. */
  private static final Map<String, String> EVIDENCE =
      Map.of("canary", "certificate", "promote", "verdict", "retire", "quiet");

  private MigrationPromises() {}

  /** Clients never saw the bug: that is another promise. */
  static Verdict bugWasFound(Evidence evidence) {
    Map<String, LogLine> lines = evidence.monolithByRequest();
    long copies =
        evidence.service().stream()
            .map(line -> lines.get(line.requestId()))
            .filter(line -> line != null && line.answeredBy().equals(LogLine.LOCAL))
            .count();
    Set<String> buggy =
        evidence.plan().stages().stream()
            .filter(stage -> stage.deeds().contains(new Deed.Bug(true)))
            .map(Stage::name)
            .collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    boolean isFound = false;
    for (Finding finding : evidence.findings()) {
      boolean isPlanted =
          buggy.contains(finding.stage()) && finding.place().endsWith(RoutesText.BUG);
      isFound = isFound || isPlanted;
      if (!isPlanted) {
        wrong.add(finding + ": nobody has planted that");
      }
    }
    if (!isFound) {
      wrong.add("nothing was found at " + RoutesText.BUG);
    }
    return Verdict.of(
        evidence.findings().size() + wrong.size(),
        "a difference at %s, in %d copies".formatted(RoutesText.BUG, copies),
        wrong);
  }

  static Verdict movesHadEvidence(Evidence evidence) {
    List<String> wrong = new ArrayList<>();
    List<String> demanded = new ArrayList<>();
    for (Moved move : evidence.audit().moves()) {
      String due = EVIDENCE.getOrDefault(move.word(), "");
      if (!due.isEmpty()) {
        demanded.add(move.word());
      }
      if (!move.override().isEmpty() || !move.evidence().startsWith(due)) {
        wrong.add("%s rests on '%s', not on a %s".formatted(move, move.evidence(), due));
      }
    }
    List<String> planned =
        steps(evidence).stream().map(Deed.Step::word).filter(EVIDENCE::containsKey).toList();
    if (!demanded.equals(planned)) {
      wrong.add("the moves are " + demanded + ", not " + planned);
    }
    return Verdict.of(
        evidence.audit().moves().size(),
        demanded.size() + " moves demanded evidence, each had it",
        wrong);
  }

  private static List<Deed.Step> steps(Evidence evidence) {
    List<Deed.Step> steps = new ArrayList<>();
    for (StageRun run : evidence.stages()) {
      run.stage().deeds().forEach(deed -> step(deed, steps));
      if (run.stage().goal() instanceof Goal.Granted(Deed.Step step)) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static void step(Deed deed, List<Deed.Step> steps) {
    if (deed instanceof Deed.Take(Deed.Step step)) {
      steps.add(step);
    }
  }

  /** More weight only adds visitors, and a second try admits the same first. */
  static Verdict visitorsKeptTheirSide(Evidence evidence) {
    Map<String, LogLine> lines = evidence.monolithByRequest();
    Map<String, Integer> homeUpTo = new HashMap<>();
    Map<String, Integer> awayFrom = new HashMap<>();
    int weight = 0;
    for (StageRun run : evidence.stages()) {
      weight = weight(run.stage().deeds(), weight);
      if (run.stage().reads() == Reads.SHARED) {
        for (Attempt read : evidence.attempts()) {
          LogLine line = lines.get(read.requestId());
          if (read.kind().isSafe()
              && !read.visitor().isEmpty()
              && read.isWithin(run)
              && line != null) {
            boolean isHome = line.answeredBy().equals(LogLine.LOCAL);
            (isHome ? homeUpTo : awayFrom)
                .merge(read.visitor(), weight, isHome ? Math::max : Math::min);
          }
        }
      }
      weight =
          run.stage().goal() instanceof Goal.Granted(Deed.Step step)
              ? weight(step, weight)
              : weight;
    }
    List<String> wrong = new ArrayList<>();
    awayFrom.forEach(
        (visitor, least) -> {
          int most = homeUpTo.getOrDefault(visitor, 0);
          if (most >= least) {
            wrong.add(
                "%s by the service at %d %%, by the monolith at %d %%"
                    .formatted(visitor, least, most));
          }
        });
    if (awayFrom.isEmpty() || homeUpTo.isEmpty()) {
      wrong.add("one side was not seen");
    }
    return Verdict.of(
        awayFrom.size() + wrong.size(),
        "%d visitors were answered by the service, none by the other side at as much weight"
            .formatted(awayFrom.size()),
        wrong);
  }

  private static int weight(List<Deed> deeds, int before) {
    int weight = before;
    for (Deed deed : deeds) {
      weight = deed instanceof Deed.Take(Deed.Step step) ? weight(step, weight) : weight;
    }
    return weight;
  }

  private static int weight(Deed.Step step, int before) {
    return step.weight().isEmpty() ? before : Integer.parseInt(step.weight());
  }

  static Verdict harmWasRolledBack(Evidence evidence) {
    List<String> wrong = new ArrayList<>();
    int failed = 0;
    Duration taken = Duration.ZERO;
    for (StageRun run : evidence.stages()) {
      if (!run.stage().deeds().contains(new Deed.Errors())) {
        continue;
      }
      Set<String> broken =
          evidence.service().stream()
              .filter(line -> line.status() >= SERVER_ERROR)
              .map(LogLine::requestId)
              .collect(Collectors.toSet());
      List<Attempt> struck =
          evidence.attempts().stream()
              .filter(
                  read -> broken.contains(read.requestId()) && !read.ended().isBefore(run.began()))
              .toList();
      failed += struck.size();
      List<Moved> back =
          evidence.audit().moves().stream()
              .filter(move -> move.word().equals("rollback") && move.who().equals(GATE))
              .filter(move -> !move.at().isBefore(run.began()))
              .toList();
      if (struck.isEmpty() || back.isEmpty()) {
        wrong.add(
            "%s: the service failed %d reads, the gate rolled back %d times"
                .formatted(run.stage().name(), struck.size(), back.size()));
      } else {
        Instant first =
            struck.stream().map(Attempt::began).min(Instant::compareTo).orElse(run.began());
        taken = Duration.between(first, back.getFirst().at());
      }
    }
    return Verdict.of(
        failed + wrong.size(),
        "the service failed %d reads, and the gate had led all back %.1f s after the first"
            .formatted(failed, taken.toMillis() / 1000.0),
        wrong);
  }

  static Verdict auditIsWhole(Evidence evidence) {
    String wrong = evidence.audit().wrong();
    return Verdict.of(
        evidence.audit().moves().size(),
        "%d entries, %d of this migration, each with the hash of the one before"
            .formatted(evidence.audit().entries(), evidence.audit().moves().size()),
        wrong.isEmpty() ? List.of() : List.of(wrong));
  }

  static Verdict oldSideWasQuiet(Evidence evidence) {
    return evidence.audit().moves().stream()
        .filter(move -> move.stage().equals("retired"))
        .map(move -> wasQuiet(evidence, move.at()))
        .findFirst()
        .orElse(Verdict.of(1, "", List.of("it was not closed")));
  }

  private static Verdict wasQuiet(Evidence evidence, Instant closed) {
    Map<String, LogLine> lines = evidence.monolithByRequest();
    List<String> wrong = new ArrayList<>();
    Instant last = null;
    int after = 0;
    for (Attempt read : evidence.attempts()) {
      LogLine line = lines.get(read.requestId());
      if (!read.kind().isSafe() || line == null) {
        continue;
      }
      boolean isOld = !line.answeredBy().equals(RoutesText.SERVICE);
      if (read.began().isAfter(closed)) {
        after++;
        if (isOld) {
          wrong.add(read + " by " + line.answeredBy());
        }
      } else if (isOld && (last == null || read.ended().isAfter(last))) {
        last = read.ended();
      }
    }
    Duration quiet = last == null ? Duration.ZERO : Duration.between(last, closed);
    if (quiet.compareTo(DemoPlan.QUIET) < 0) {
      wrong.add("closed at %s, last asked at %s".formatted(closed, last));
    }
    return Verdict.of(
        after + wrong.size(),
        "nobody had asked it for %d s, and of %d reads since none has"
            .formatted(quiet.toSeconds(), after),
        wrong);
  }
}
