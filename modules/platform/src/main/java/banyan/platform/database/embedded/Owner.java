package banyan.platform.database.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that owns a data folder. The time it started tells it from a later process with the
 * same pid: in a container the pid is the same at every start.
 *
 * @param startedMillis since the epoch, as the operating system reports it
 */
record Owner(long pid, long startedMillis) {
  /** Another process reads the start through its own idea of the boot time, in whole seconds. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  static Owner current() {
    return new Owner(ProcessHandle.current().pid(), started(ProcessHandle.current()));
  }

  boolean isCurrent() {
    return equals(current());
  }

  boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return false;
    }
    if (process.get().equals(ProcessHandle.current())) {
      return isCurrent();
    }
    return Math.abs(started(process.get()) - startedMillis) <= START_TOLERANCE.toMillis();
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
