package banyan.platform;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from a later one with the same pid by the time it started: in a container the pid
 * is the same at every start. Its components are the keys of the files that name a process.
 *
 * @param startedMillis since the epoch, as the operating system reports it; 0 when it does not
 */
@JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public record RunningProcess(long pid, long startedMillis) {
  /** Another process reads the start through its own idea of the boot time, in whole seconds. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  public static RunningProcess current() {
    return of(ProcessHandle.current());
  }

  public boolean isCurrent() {
    return equals(current());
  }

  public boolean isAlive() {
    return find().isPresent();
  }

  /** The process, unless it has ended. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle process) {
    if (process.equals(ProcessHandle.current())) {
      return isCurrent();
    }
    long difference = Math.abs(of(process).startedMillis - startedMillis);
    return difference <= START_TOLERANCE.toMillis();
  }

  private static RunningProcess of(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new RunningProcess(process.pid(), started);
  }
}
