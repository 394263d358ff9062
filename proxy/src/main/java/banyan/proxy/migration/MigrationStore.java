package banyan.proxy.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the audit log is kept for all instances. The log is the store: the last entry of a
 * migration has its whole state, so that state and log cannot differ, and one write is one move.
 * Any thread; blocks.
 *
 * <p>Every method throws a {@link banyan.wire.Failure} of {@code unavailable} while the store
 * cannot be reached.
 */
public interface MigrationStore {
  /** So many entries are read at once. */
  int PAGE_MAX = 500;

  /** The last entry; empty before the first. */
  Optional<AuditEntry> newest();

  /** The entries behind a number, oldest first, {@value #PAGE_MAX} at most. */
  List<AuditEntry> entries(long after);

  /**
   * Adds an entry, or nothing: when its number is taken, another was first.
   *
   * @return whether it was added
   */
  boolean add(AuditEntry entry);

  /** Runs {@code heard}, from any thread, when there may be another entry; it returns soon. */
  void follow(Runnable heard);

  /** How often to look for another entry, whatever {@link #follow} tells. */
  Duration lookEvery();
}
