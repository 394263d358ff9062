package banyan.proxy.rollout;

import banyan.proxy.gate.Decision;
import banyan.proxy.gate.Margins;
import banyan.proxy.gate.Rollout.Action;
import banyan.proxy.gate.Verdict;
import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.NumberedMove;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Terms;
import banyan.proxy.publish.Following;
import banyan.wire.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gates of all migrations at their canary, in this process. One thread owns them: it looks
 * several times a second, takes what requests have reported, and lets each gate say its verdict.
 * What follows from that is done at once: a harmful canary goes back, a roll-out goes on.
 *
 * <p>Evidence is of this process, and in memory: after a restart it is gathered anew. Nothing is
 * lost that matters, as a verdict is followed by its move within a look or two; the plan of a
 * roll-out is part of the migration and goes on where it was.
 *
 * <p>Reports and verdicts: any thread.
 */
public final class LiveGates implements EvidenceSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveGates.class);

  /** A roll-back follows its verdict within this, and the time that the store needs. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Function<Terms, Margins> margins;
  private final int instances;
  private final Builds builds;
  private final InstantSource clock;
  private final ReportQueue queue = new ReportQueue();
  private final AnswerFeed feed;
  private final Following following = new Following("banyan-gates", this::tryToLook);
  private final GateMoves moves;

  /** Of the thread that looks. */
  private final Map<String, LiveGate> gates = new HashMap<>();

  /** What was said last: one for each migration that came to its canary. */
  private final Map<String, GateReport> reports = new ConcurrentHashMap<>();

  private volatile @Nullable Migrations migrations;

  /**
   * Gates that are not started.
   *
   * @param margins what a candidate is allowed, by the terms of its migration
   * @param isAutomatic whether they move anything by themselves
   * @param instances how many processes have such gates, this one among them
   */
  public LiveGates(
      Function<Terms, Margins> margins,
      boolean isAutomatic,
      int instances,
      Builds builds,
      InstantSource clock) {
    this.margins = margins;
    this.instances = instances;
    this.builds = builds;
    this.clock = clock;
    this.feed = new AnswerFeed(queue, clock);
    this.moves = new GateMoves(isAutomatic);
  }

  /** What hears of the requests that end. */
  public RequestLog feed() {
    return feed;
  }

  /**
   * Hears of comparisons of both sides' answers to the same requests.
   *
   * @param mismatched so many of them differ
   */
  public void compared(String migration, long compared, long mismatched) {
    hear(new Report.Compared(migration, compared, mismatched));
  }

  void hear(Report report) {
    queue.put(report);
  }

  /** Begins to look. */
  public void start(Migrations followed) {
    watch(followed);
    following.start(LOOK_EVERY);
  }

  /** Sets whose gates these are, for {@link #look}. */
  void watch(Migrations followed) {
    migrations = followed;
  }

  /** Looks no more; nothing is moved any more. */
  @Override
  public void close() {
    following.close();
  }

  /** What the gate of a migration said last; empty where this process never saw its canary. */
  public Optional<GateReport> report(String migration) {
    return Optional.ofNullable(reports.get(migration));
  }

  /** How many reports found no place and were not heard, since the start. */
  public long lost() {
    return queue.lost();
  }

  /** The reports of the gates that are at work. */
  List<GateReport> atWork() {
    Migrations followed = migrations;
    return followed == null
        ? List.of()
        : followed.list().stream()
            .filter(migration -> migration.stage() == Stage.CANARY)
            .flatMap(migration -> report(migration.name()).stream())
            .toList();
  }

  GateMoves moves() {
    return moves;
  }

  @Override
  public Finding find(Migration migration, Demand demand) {
    GateReport report = reports.get(migration.name());
    if (report == null || report.migration().revision() != migration.revision()) {
      return new Finding.Missing("the gate has not looked since the last move; ask again");
    }
    return report.verdict().decision() == Decision.PROMOTE
        ? new Finding.Found(GateMoves.evidence(report))
        : new Finding.Missing(report.verdict().sentence());
  }

  private void tryToLook() {
    try {
      look();
    } catch (RuntimeException | Error e) {
      // An exception that left here would end the looks in silence.
      LOG.error("the gates could not look", e);
    }
  }

  /** Takes what was reported, and does what follows. The one thread. */
  void look() {
    Migrations followed = migrations;
    if (followed == null) {
      return;
    }
    List<Report> later = takeReports();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    follow(followed, now);
    for (Report report : later) {
      LiveGate gate = gates.get(report.migration());
      if (gate != null) {
        gate.take(report);
      }
    }
    for (LiveGate gate : List.copyOf(gates.values())) {
      judge(gate, followed, now);
    }
  }

  /** Gives the gates what belongs to moves that they know; returns the rest. */
  private List<Report> takeReports() {
    List<Report> later = new ArrayList<>();
    for (int taken = 0; taken < ReportQueue.REPORTS_MAX; taken++) {
      Report report = queue.take();
      if (report == null) {
        return later;
      }
      LiveGate gate = gates.get(report.migration());
      if (gate != null && gate.knows(report)) {
        gate.take(report);
      } else {
        later.add(report);
      }
    }
    return later;
  }

  /** Makes the gates those of the migrations that are at their canary now. */
  private void follow(Migrations followed, Instant now) {
    Map<String, Migration> atCanary = new HashMap<>();
    for (Migration migration : followed.list()) {
      if (migration.stage() == Stage.CANARY) {
        atCanary.put(migration.name(), migration);
      }
    }
    gates.keySet().retainAll(atCanary.keySet());
    for (Migration migration : atCanary.values()) {
      LiveGate gate = gates.get(migration.name());
      String running = builds.of(migration);
      if (gate == null
          || gate.isOutdated(running, now)
          || hasLeft(followed, gate.migration(), migration)) {
        gates.put(
            migration.name(),
            new LiveGate(migration, running, marginsOf(migration), instances, now));
      } else if (gate.migration().revision() != migration.revision()) {
        gate.moved(migration, now);
      }
    }
  }

  private Margins marginsOf(Migration migration) {
    return margins.apply(migration.terms());
  }

  /** Whether a migration was elsewhere between two moves that both led to its canary. */
  private static boolean hasLeft(Migrations followed, Migration before, Migration after) {
    if (after.revision() <= before.revision() + 1) {
      return false;
    }
    try {
      for (NumberedMove numbered : followed.history(after.name())) {
        Migration between = numbered.move().after();
        if (between.revision() > before.revision() && between.stage() != Stage.CANARY) {
          return true;
        }
      }
      return false;
    } catch (Failure e) {
      // Who cannot be told apart from a newcomer is one.
      return true;
    }
  }

  private void judge(LiveGate gate, Migrations followed, Instant now) {
    Verdict verdict = gate.verdict(now);
    Action action =
        Steering.next(gate.migration(), gate.standing(verdict), verdict, now, moves.isAutomatic());
    GateReport report =
        new GateReport(
            gate.migration(),
            verdict,
            marginsOf(gate.migration()),
            gate.since(),
            now,
            gate.answers(),
            action.why());
    reports.put(gate.migration().name(), report);
    String waitsFor = moves.carryOut(action, report, followed, now);
    if (waitsFor != null) {
      reports.put(gate.migration().name(), report.waitingFor(waitsFor));
    }
  }
}
