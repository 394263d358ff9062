package banyan.proxy.migration;

import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The audit log as those see it who read it, and who add what moves no migration. It can be asked
 * in a process that migrates nothing. Any thread; blocks.
 *
 * <p>Every method throws a {@link Failure} of {@code unavailable} while the log cannot be reached.
 */
public final class AuditLog {
  /** A store that answers later counts as away. */
  private static final Duration STORE_MAX = Duration.ofSeconds(3);

  private final MigrationStore store;

  public AuditLog(MigrationStore store) {
    this.store = store;
  }

  /** The entries behind a number, oldest first, {@value MigrationStore#PAGE_MAX} at most. */
  public List<AuditEntry> entries(long after) {
    return store.entries(after);
  }

  /**
   * The last entries, oldest first.
   *
   * @param count {@value MigrationStore#PAGE_MAX} at most are told
   */
  public List<AuditEntry> last(int count) {
    int wanted = Math.min(count, MigrationStore.PAGE_MAX);
    return store
        .newest()
        .map(newest -> store.entries(Math.max(0, newest.number() - wanted)))
        .orElse(List.of());
  }

  /** Reads the whole log anew and checks it. */
  public AuditChain verify() {
    return AuditChain.of(store);
  }

  /** Adds what became of a planted fault. When this throws, it may be in the log all the same. */
  public void add(LoggedFault fault) {
    String text = MigrationJson.write(fault);
    boolean isAdded = Deadline.in(STORE_MAX).bound(() -> isAdded(text));
    if (!isAdded) {
      throw unavailable("others write to the audit log all the time");
    }
  }

  private boolean isAdded(String text) {
    for (int failed = 0; failed < Tries.MAX; failed++) {
      Tries.await(failed);
      Optional<AuditEntry> last = store.newest();
      if (last.isPresent() && !last.get().isWhole()) {
        throw unavailable("the audit log is broken at entry " + last.get().number());
      }
      if (store.add(AuditEntry.after(last.orElse(null), text))) {
        return true;
      }
    }
    return false;
  }

  private static Failure unavailable(String detail) {
    return Failure.ours(Problem.of(Problems.UNAVAILABLE, detail), null);
  }
}
