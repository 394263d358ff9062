package banyan.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from a later one with the same pid by the time it started.
 *
 * @param startedMillis since the epoch, as the operating system reports it; 0 when it does not
 */
record RunningProcess(long pid, long startedMillis) {
  /** Another process computes the start from its own reading of the boot time. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  static RunningProcess current() {
    ProcessHandle current = ProcessHandle.current();
    return new RunningProcess(current.pid(), startedMillis(current));
  }

  /** The process, unless it has ended. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  boolean isAlive() {
    return find().isPresent();
  }

  private boolean isSame(ProcessHandle process) {
    long difference = Math.abs(startedMillis(process) - startedMillis);
    return difference <= START_TOLERANCE.toMillis();
  }

  private static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
