package banyan.proxy.parity;

import banyan.proxy.compare.Comparison;
import banyan.proxy.compare.Outcome;
import banyan.proxy.compare.RecordedPair;
import banyan.proxy.compare.Rules;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Side;
import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.shadow.Niceness;
import banyan.proxy.shadow.PairSink;
import banyan.proxy.shadow.Pairing;
import banyan.proxy.shadow.ShadowPair;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the pairs that shadowing makes, on one thread that stands back, and keeps what they show
 * for each migration. What was counted is dropped as soon as its {@link Basis} changes, and when
 * the migration goes back to where nothing is compared. It is of this process and in memory.
 *
 * <p>Any thread. Handing over a pair never blocks; pairs for which there is no place are refused.
 */
public final class Parity implements PairSink, AutoCloseable {
  /** Pairs that wait at most. */
  static final int QUEUE_PAIRS_MAX = 1_000;

  /** Bytes of bodies that wait at most. */
  static final long QUEUE_BYTES_MAX = 32 << 20;

  /** Time between two looks at rules and stages. */
  private static final long LOOK_EVERY_NANOS = 1_000_000_000;

  /** Time to end a comparison when stopping. */
  private static final long STOP_MAX_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Parity.class);

  private final SideVersions versions;
  private final RulesFolder rules;
  private final InstantSource clock;
  private final ParityFigures figures;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(QUEUE_PAIRS_MAX);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Map<String, PairEvidence> evidence = new ConcurrentHashMap<>();
  private final Thread worker;
  private volatile Listener listener = (_, _, _) -> {};
  private volatile @Nullable Migrations migrations;
  private volatile boolean isClosed;

  private final AtomicLong finished = new AtomicLong();

  /** What is not started yet. */
  public Parity(SideVersions versions, RulesFolder rules, InstantSource clock, Meter meter) {
    this.versions = versions;
    this.rules = rules;
    this.clock = clock;
    this.figures = new ParityFigures(meter);
    this.worker = Thread.ofPlatform().daemon().name("banyan-parity").unstarted(this::work);
  }

  /** Begins to compare. */
  public void start(Migrations known) {
    migrations = known;
    worker.start();
  }

  /** Hears of every FORWARD pair that was compared. One at a time; it returns soon. */
  public void listener(Listener hearing) {
    listener = hearing;
  }

  /** Stops comparing; what waits is dropped. */
  @Override
  public void close() {
    isClosed = true;
    worker.interrupt();
    try {
      worker.join(STOP_MAX_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void seen(Migration migration, BehaviourClass behaviour) {
    of(migration).seen(BehaviourName.of(behaviour));
  }

  @Override
  public boolean take(ShadowPair pair) {
    // Before the pair waits, so that it waits on the basis that it was made on.
    versions.learn(pair);
    long bytes = bytes(pair.pair());
    boolean isRoom = waitingBytes.addAndGet(bytes) <= QUEUE_BYTES_MAX && !isClosed;
    if (isRoom && queue.offer(new Waiting(pair, of(pair.migration()), bytes))) {
      return true;
    }
    waitingBytes.addAndGet(-bytes);
    count(pair, "refused");
    return false;
  }

  @Override
  public List<Thread> threads() {
    return List.of(worker);
  }

  /** What pairs in which the old side answered the client have shown. */
  public PairFigures forward(Migration migration) {
    return current(migration).forward(clock.instant());
  }

  /** What pairs in which the new side answered the client have shown. */
  public PairFigures reverse(Migration migration) {
    return current(migration).reverse(clock.instant());
  }

  /** Everything that is known of a migration. */
  public ParityReport report(Migration migration) {
    PairEvidence now = current(migration);
    RulesFolder.InForce inForce = rules.of(migration);
    return now.report(
        new ParityReport.Circumstances(
            migration, inForce, inForce.rules().expired(today()), queue.size(), clock.instant()));
  }

  /** Pairs that were taken and are done with. */
  long finished() {
    return finished.get();
  }

  /** What a certificate can rest on now. */
  Certification.Grounds grounds(Migration migration) {
    return current(migration).grounds();
  }

  /** What sides and rules are now. */
  Basis basis(Migration migration) {
    return new Basis(
        versions.of(migration, Side.FROM),
        versions.of(migration, Side.TO),
        rules.words(migration, today()));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** What counts now, by rules as they stand in their file now. */
  private PairEvidence current(Migration migration) {
    rules.look(migration);
    return of(migration);
  }

  private PairEvidence of(Migration migration) {
    Basis now = basis(migration);
    PairEvidence known = evidence.get(migration.name());
    if (known != null && known.basis().equals(now)) {
      return known;
    }
    return evidence.compute(migration.name(), (_, last) -> onBasis(now, last, migration));
  }

  private PairEvidence onBasis(Basis now, @Nullable PairEvidence last, Migration migration) {
    if (last == null) {
      return new PairEvidence(now, clock.instant(), "");
    }
    if (last.basis().equals(now)) {
      return last;
    }
    String reason = String.join("; ", now.changesSince(last.basis()));
    LOG.atInfo()
        .addKeyValue("migration", migration.name())
        .addKeyValue("reason", reason)
        .log("comparisons begin anew");
    return new PairEvidence(now, clock.instant(), reason);
  }

  private void work() {
    long looked = System.nanoTime();
    Niceness niceness = new Niceness();
    while (!isClosed) {
      try {
        Waiting next = queue.poll(LOOK_EVERY_NANOS, TimeUnit.NANOSECONDS);
        if (System.nanoTime() - looked >= LOOK_EVERY_NANOS) {
          looked = System.nanoTime();
          lookAround();
        }
        if (next != null) {
          niceness.standBack();
          waitingBytes.addAndGet(-next.bytes());
          try {
            compare(next);
          } finally {
            finished.incrementAndGet();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        // One pair, or one look, is lost; without this the thread would be.
        LOG.error("a pair was not compared", e);
      }
    }
  }

  /** Looks at what may change without a pair, and knows the sides before a request does. */
  private void lookAround() {
    Migrations known = migrations;
    if (known != null) {
      known.list().stream().filter(Parity::isCompared).forEach(this::of);
    }
    for (String name : List.copyOf(evidence.keySet())) {
      Optional<Migration> migration = known == null ? Optional.empty() : known.find(name);
      migration.ifPresent(rules::look);
      if (known != null && migration.filter(Parity::isCompared).isEmpty()) {
        evidence.remove(name);
      }
    }
  }

  private static boolean isCompared(Migration migration) {
    return switch (migration.stage()) {
      case PREPARED, RETIRED -> false;
      case SHADOW, CANARY, LIVE -> true;
    };
  }

  private void compare(Waiting waiting) {
    ShadowPair pair = waiting.pair();
    Migration migration = pair.migration();
    if (of(migration) != waiting.evidence()) {
      count(pair, "outdated");
      return;
    }
    Rules inForce = rules.of(migration).rules();
    // What is planned of the new side is nothing that the old one lacks.
    Rules held = pair.pairing() == Pairing.SELF ? inForce.withoutPlans() : inForce;
    Outcome raw = Comparison.of(versions.plain(pair), held, today());
    Outcome outcome = waiting.evidence().count(pair, raw, clock.instant());
    count(pair, word(outcome));
    boolean isCompared = !(outcome instanceof Outcome.Uncompared);
    if (pair.pairing() == Pairing.FORWARD && isCompared) {
      listener.compared(migration.name(), 1, outcome instanceof Outcome.Different ? 1 : 0);
    }
  }

  private void count(ShadowPair pair, String outcome) {
    figures.count(pair.migration(), pair.pairing(), outcome);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Same _ -> "same";
      case Outcome.Different _ -> "different";
      case Outcome.Uncompared _ -> "uncompared";
    };
  }

  private static long bytes(RecordedPair pair) {
    return (long) pair.request().body().length
        + pair.from().body().length
        + pair.to().body().length;
  }

  /** Hears what was compared. */
  @FunctionalInterface
  public interface Listener {
    /** So many more pairs of a migration were compared, and so many of them differ. */
    void compared(String migration, long compared, long mismatched);
  }

  /**
   * A pair on its way.
   *
   * @param evidence on which it was made
   */
  private record Waiting(ShadowPair pair, PairEvidence evidence, long bytes) {}
}
