package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of a process as Linux counts it (proc(5)), shared pages included. */
final class ProcessMemory {
  private static final String PEAK = "VmHWM:";
  private static final String NOW = "VmRSS:";
  private static final long BYTES_PER_KIB = 1024;

  private ProcessMemory() {}

  /** The most since its start. */
  static long peakBytes(long pid) {
    return bytes(status(pid), PEAK);
  }

  static long residentBytes(long pid) {
    return bytes(status(pid), NOW);
  }

  /** One line of a status file, such as {@code VmRSS: 1234 kB}, in bytes. */
  static long bytes(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(
            line ->
                Long.parseLong(line.substring(name.length()).replace("kB", "").strip())
                    * BYTES_PER_KIB)
        .findFirst()
        .orElseThrow(() -> new BenchFailure("no " + name + " in the status of a process"));
  }

  private static String status(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    } catch (IOException e) {
      throw new BenchFailure("process " + pid + " is gone, or this is no Linux", e);
    }
  }
}
