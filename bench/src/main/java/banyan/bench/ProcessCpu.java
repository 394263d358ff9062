package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time of a whole process as Linux counts it: user and system, every thread, ended
 * ones too; so the collector and the compiler of a JVM are in it. Steps of one tick, which is 10
 * ms: a window of 5 s on a busy core is read to about 0.2 %.
 */
final class ProcessCpu {
  /** Ticks per second of {@code /proc}; the kernel's USER_HZ is 100 on every Linux that we run. */
  private static final long MICROS_PER_TICK = 10_000;

  /** Counted from the field behind the program's name, which may hold spaces (proc(5)). */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  private ProcessCpu() {}

  /** Microseconds since the process started. */
  static long micros(long pid) {
    try {
      return micros(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException e) {
      throw new BenchFailure("process " + pid + " is gone, or this is no Linux", e);
    }
  }

  static long micros(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MICROS_PER_TICK;
  }
}
