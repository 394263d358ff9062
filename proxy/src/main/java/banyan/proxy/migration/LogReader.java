package banyan.proxy.migration;

import banyan.proxy.migration.MigrationJson.Copy;
import banyan.proxy.publish.KeptText;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the audit log, or the last good copy, to the overlay in force. A log that does not
 * continue what is in force here, or says what this version cannot read, changes nothing. One
 * thread at a time; what is in force is read by any.
 */
final class LogReader {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

  /** A store that answers later counts as away. */
  private static final Duration STORE_MAX = Duration.ofSeconds(3);

  private final MigrationStore store;
  private final @Nullable KeptText copy;
  private final LiveOverlay live = new LiveOverlay();
  private volatile State state = new State(null, List.of());
  private volatile @Nullable String problem;

  /** Puts the copy in force. */
  LogReader(MigrationStore store, @Nullable KeptText copy) {
    this.store = store;
    this.copy = copy;
    if (copy != null) {
      copy.read(MigrationJson::readCopy).ifPresent(this::begin);
    }
  }

  LiveOverlay live() {
    return live;
  }

  State state() {
    return state;
  }

  String description() {
    AuditEntry last = state.last();
    String what =
        last == null
            ? "none"
            : state.migrations().size() + ", entry " + last.number() + " of the log";
    return problem == null ? what : what + "; " + problem;
  }

  /**
   * Whether what is in force is what was moved once, if not the newest. Otherwise there is a log
   * that nothing could be read of: who has moved is asked where they were before.
   */
  boolean isKnown() {
    return problem == null || state.last() != null;
  }

  /** Puts the end of the log in force, if the store can be reached. */
  void catchUp() {
    try {
      var _ = newest();
    } catch (Failure e) {
      tell(e.problem().detail());
    } catch (RuntimeException | Error e) {
      // An exception that left here would end the schedule in silence.
      LOG.error("the migrations are not followed", e);
      problem = "the log of this process has the cause";
    }
  }

  /**
   * What stands at the end of the log, which is in force then.
   *
   * @throws Failure of {@code unavailable} when that cannot be told
   */
  State newest() {
    String wrong = Deadline.in(STORE_MAX).bound(this::look);
    if (wrong != null) {
      tell(wrong);
      throw Failure.ours(Problem.of(Problems.UNAVAILABLE, wrong), null);
    }
    problem = null;
    return state;
  }

  /** What is wrong; null when nothing is. */
  private @Nullable String look() {
    AuditEntry known = state.last();
    Optional<AuditEntry> newest = store.newest();
    if (newest.isEmpty()) {
      return known == null ? null : "the store has no audit log, and one is in force here";
    }
    if (newest.get().equals(known)) {
      return null;
    }
    if (known != null && newest.get().number() <= known.number()) {
      return "the audit log of the store is another one, or was cut: it ends at entry "
          + newest.get().number();
    }
    return fold(known);
  }

  private @Nullable String fold(@Nullable AuditEntry known) {
    AuditEntry last = known;
    TreeMap<String, Migration> migrations = new TreeMap<>();
    state.migrations().forEach(migration -> migrations.put(migration.name(), migration));
    List<LoggedMove> moves = new ArrayList<>();
    List<AuditEntry> page = store.entries(last == null ? 0 : last.number());
    while (!page.isEmpty()) {
      for (AuditEntry entry : page) {
        if (!entry.follows(last) || !entry.isWhole()) {
          return "the audit log is broken at entry " + (last == null ? 1 : last.number() + 1);
        }
        try {
          // What became of a planted fault moves nothing.
          if (MigrationJson.readLogged(entry.text()) instanceof LoggedMove move) {
            migrations.put(move.after().name(), move.after());
            moves.add(move);
          }
        } catch (IOException e) {
          return "entry " + entry.number() + " of the audit log: " + e.getMessage();
        }
        last = entry;
      }
      page = store.entries(last == null ? 0 : last.number());
    }
    enforce(new State(last, List.copyOf(migrations.values())));
    // A long log that is read for the first time is no news.
    (known == null ? moves.subList(0, 0) : moves).forEach(LogReader::note);
    return null;
  }

  private void begin(Copy kept) {
    AuditEntry last = kept.last();
    if (last != null && last.isWhole()) {
      state = new State(last, kept.migrations());
      live.replace(Overlay.of(kept.migrations()));
    }
  }

  private void enforce(State next) {
    state = next;
    live.replace(Overlay.of(next.migrations()));
    AuditEntry last = next.last();
    if (copy != null && last != null) {
      copy.write(MigrationJson.write(last, next.migrations()));
    }
  }

  private void tell(String wrong) {
    if (!wrong.equals(problem)) {
      LOG.warn("the migrations in force stay: {}", wrong);
    }
    problem = wrong;
  }

  private static void note(LoggedMove move) {
    Migration after = move.after();
    LOG.atInfo()
        .addKeyValue("migration", after.name())
        .addKeyValue("move", move.word())
        .addKeyValue("stage", after.standing())
        .addKeyValue("who", after.reason().who())
        .addKeyValue("why", after.reason().why())
        .log("migration moved");
  }

  /**
   * What is in force.
   *
   * @param last the entry that led here; null before the first
   * @param migrations by name
   */
  record State(@Nullable AuditEntry last, List<Migration> migrations) {
    @Nullable Migration find(String name) {
      for (Migration migration : migrations) {
        if (migration.name().equals(name)) {
          return migration;
        }
      }
      return null;
    }
  }
}
