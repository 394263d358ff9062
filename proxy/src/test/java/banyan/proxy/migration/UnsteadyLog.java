package banyan.proxy.migration;

import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that can be lost and found. Any thread. */
final class UnsteadyLog implements MigrationStore {
  private final MigrationStore store;
  private volatile boolean isAway;

  UnsteadyLog(MigrationStore store) {
    this.store = store;
  }

  void lose() {
    isAway = true;
  }

  void recover() {
    isAway = false;
  }

  @Override
  public Optional<AuditEntry> newest() {
    return reached().newest();
  }

  @Override
  public List<AuditEntry> entries(long after) {
    return reached().entries(after);
  }

  @Override
  public boolean add(AuditEntry entry) {
    return reached().add(entry);
  }

  @Override
  public void follow(Runnable heard) {}

  @Override
  public Duration lookEvery() {
    return Duration.ofHours(1);
  }

  private MigrationStore reached() {
    if (isAway) {
      throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "The store is lost."), null);
    }
    return store;
  }
}
