package banyan.proxy.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store in a process that is killed when it writes. */
final class KilledStore implements MigrationStore {
  private final MigrationStore store;
  private final Point point;

  KilledStore(MigrationStore store, Point point) {
    this.store = store;
    this.point = point;
  }

  /** When the process ends. */
  enum Point {
    BEFORE_THE_ENTRY,
    AFTER_THE_ENTRY
  }

  /** The end of the process. */
  static final class Kill extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Optional<AuditEntry> newest() {
    return store.newest();
  }

  @Override
  public List<AuditEntry> entries(long after) {
    return store.entries(after);
  }

  @Override
  public boolean add(AuditEntry entry) {
    if (point == Point.AFTER_THE_ENTRY) {
      store.add(entry);
    }
    throw new Kill();
  }

  @Override
  public void follow(Runnable heard) {}

  @Override
  public Duration lookEvery() {
    return store.lookEvery();
  }
}
