package banyan.proxy.migration;

import banyan.proxy.migration.Decision.Allowed;
import banyan.proxy.migration.EvidenceSource.Finding;
import banyan.proxy.publish.Following;
import banyan.proxy.publish.KeptText;
import banyan.proxy.publish.Reason;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of one instance: follows the audit log, keeps its end in force, and adds the moves
 * that operators want. A move is one entry of the log, so a process that is killed has made it or
 * has not. While the store is away, what was in force stays.
 *
 * <p>Any thread. One lock guards the way from the log to what is in force; requests read the
 * overlay without it.
 */
public final class Migrations implements AutoCloseable {
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("banyan.migration");

  private final MigrationStore store;
  private final AuditLog log;
  private final EvidenceSource evidence;
  private final Places places;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final LogReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Following following = new Following("banyan-migrations", this::catchUp);

  /**
   * Puts in force what is known before the store is asked.
   *
   * @param copy null where the store is as near as a copy would be
   * @param places tells whether the sides of a new migration exist
   */
  public Migrations(
      MigrationStore store,
      @Nullable KeptText copy,
      EvidenceSource evidence,
      Places places,
      InstantSource clock) {
    this.store = store;
    this.log = new AuditLog(store);
    this.evidence = evidence;
    this.places = places;
    this.clock = clock;
    this.reader = new LogReader(store, copy);
  }

  /** The metric that tells the share of the new side of each migration, from 0 to 1. */
  public AutoCloseable gauge(Meter meter) {
    return meter
        .gaugeBuilder("banyan.migration.share")
        .setDescription("The share of identities that the new side of a migration answers")
        .buildWithCallback(
            measurement ->
                list()
                    .forEach(
                        migration ->
                            measurement.record(
                                (double) migration.share().buckets() / Cohort.BUCKETS,
                                Attributes.of(NAME, migration.name()))));
  }

  /** What the request path asks. */
  public LiveOverlay live() {
    return reader.live();
  }

  /** All of them, by name. */
  public List<Migration> list() {
    return reader.state().migrations();
  }

  public Optional<Migration> find(String name) {
    return Optional.ofNullable(reader.state().find(name));
  }

  /** The audit log: what is in it, and whether it is whole. */
  public AuditLog log() {
    return log;
  }

  /** The last moves of a migration, newest first; see {@link NumberedMove#MAX}. */
  public List<NumberedMove> history(String name) {
    return NumberedMove.last(store, name);
  }

  /** How it stands, in one line for operators. */
  public String description() {
    return reader.description();
  }

  /** Whether what is in force stands in the log; false for one that nothing can be read of. */
  public boolean isKnown() {
    return reader.isKnown();
  }

  /** Begins to follow the log. */
  public void start() {
    store.follow(following::hear);
    following.start(store.lookEvery());
  }

  /** Stops following; what is in force stays. */
  @Override
  public void close() {
    following.close();
  }

  /** Puts the end of the log in force. */
  public void catchUp() {
    lock.lock();
    try {
      reader.catchUp();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a migration; nothing moves yet.
   *
   * @param role of the token by which it was asked for
   * @throws IllegalArgumentException that names what is wrong with the draft
   * @throws Failure of {@code unavailable} while the store cannot be reached
   */
  public Outcome create(Migration.Draft draft, Reason reason, String role) {
    Salt salt = Salt.random(random);
    return add(
        state -> {
          Optional<String> missing = places.problem(draft, state.migrations());
          if (missing.isPresent()) {
            return new Step.Not(new Outcome.Refused(missing.get()));
          }
          Migration first =
              Migration.prepared(
                  draft, salt, clock.instant().truncatedTo(ChronoUnit.MILLIS), reason);
          String conflict = draft.conflict(state.migrations());
          return conflict == null
              ? new Step.To(
                  new LoggedMove(LoggedMove.CREATE, role, new Evidence.Undemanded(), null, first))
              : new Step.Not(new Outcome.Refused(conflict));
        });
  }

  /**
   * Moves a migration to another stage or weight, or not at all.
   *
   * @param override the reason of somebody who may move without evidence; null for none
   * @param expected the revision that must be the present one; null for whichever is
   */
  public Outcome move(
      String name,
      Move move,
      Reason reason,
      String role,
      @Nullable String override,
      @Nullable Long expected) {
    return add(name, new Wish(move, reason, role, override, null), expected);
  }

  /**
   * Takes a canary back to where the old side answers everybody: the gate's own move.
   *
   * @param verdict what it rests on
   * @param expected the revision that must be the present one
   */
  public Outcome rollBack(String name, Reason reason, Evidence.Found verdict, long expected) {
    Move back = new Move.RollBack(Stage.SHADOW);
    return add(name, new Wish(back, reason, Automation.GATE, null, verdict), expected);
  }

  private Outcome add(String name, Wish wish, @Nullable Long expected) {
    return add(
        state -> {
          Migration before = state.find(name);
          if (before == null) {
            return new Step.Not(new Outcome.Unknown());
          }
          if (expected != null && expected != before.revision()) {
            return new Step.Not(new Outcome.Overtaken(before));
          }
          return switch (Moves.decide(before, wish.move())) {
            case Decision.Refused refused -> new Step.Not(new Outcome.Refused(refused.reason()));
            case Allowed allowed -> step(before, allowed, wish);
          };
        });
  }

  private Step step(Migration before, Allowed allowed, Wish wish) {
    Evidence found = wish.brought(allowed.demand());
    if (found == null) {
      switch (evidence.find(before, allowed.demand())) {
        case Finding.Found there -> found = there.evidence();
        case Finding.Missing missing -> {
          return new Step.Not(
              new Outcome.Unproven(
                  "this move needs " + allowed.demand().words() + ": " + missing.reason()));
        }
      }
    }
    return new Step.To(wish.logged(before, allowed, found, clock.instant()));
  }

  private Outcome add(Function<LogReader.State, Step> next) {
    lock.lock();
    try {
      for (int failed = 0; failed < Tries.MAX; failed++) {
        Tries.await(failed);
        LogReader.State state = reader.newest();
        switch (next.apply(state)) {
          case Step.Not not -> {
            return not.outcome();
          }
          case Step.To to -> {
            String text = MigrationJson.write(to.move());
            if (AuditEntry.isTooLong(text)) {
              return new Outcome.Refused(
                  "its entry would have more than "
                      + AuditEntry.TEXT_BYTES_MAX
                      + " bytes; name fewer or shorter routes");
            }
            if (store.add(AuditEntry.after(state.last(), text))) {
              reader.catchUp();
              return new Outcome.Done(to.move().after());
            }
          }
        }
      }
    } finally {
      lock.unlock();
    }
    throw Failure.ours(
        Problem.of(Problems.UNAVAILABLE, "others move migrations all the time"), null);
  }

  /** Tells whether the sides of a new migration exist. */
  @FunctionalInterface
  public interface Places {
    /**
     * What is wrong with them, and what would be right; empty when nothing is.
     *
     * @param there the migrations that there are
     */
    Optional<String> problem(Migration.Draft draft, List<Migration> there);
  }

  /** What to add to the log, or why nothing. */
  private sealed interface Step {
    record To(LoggedMove move) implements Step {}

    record Not(Outcome outcome) implements Step {}
  }

  /** What became of a wish. In all but the first nothing has changed. */
  public sealed interface Outcome {
    record Done(Migration migration) implements Outcome {}

    /** The rules do not allow it. */
    record Refused(String reason) implements Outcome {}

    /** The rules demand evidence that is not there. */
    record Unproven(String reason) implements Outcome {}

    /** Another move came between. */
    record Overtaken(Migration now) implements Outcome {}

    /** There is no migration of this name. */
    record Unknown() implements Outcome {}
  }
}
