package banyan.proxy.publish;

import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store that can be lost and found. Any thread. */
final class UnsteadyStore implements TableStore {
  private final TableStore store;
  private volatile boolean isAway;
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();

  UnsteadyStore(TableStore store) {
    this.store = store;
  }

  void lose() {
    isAway = true;
  }

  void recover() {
    isAway = false;
    followers.forEach(Runnable::run);
  }

  @Override
  public Optional<VersionEntry> newest() {
    return reached().newest();
  }

  @Override
  public Optional<TableVersion> find(long number) {
    return reached().find(number);
  }

  @Override
  public List<VersionEntry> history() {
    return reached().history();
  }

  @Override
  public Adding add(Publication publication, @Nullable Long expected) {
    Adding adding = reached().add(publication, expected);
    followers.forEach(Runnable::run);
    return adding;
  }

  @Override
  public void follow(Runnable heard) {
    followers.add(heard);
  }

  /** Never within a test: what is noticed was told. */
  @Override
  public Duration lookEvery() {
    return Duration.ofHours(1);
  }

  private TableStore reached() {
    if (isAway) {
      throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "The store is lost."), null);
    }
    return store;
  }
}
