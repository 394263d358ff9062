package banyan.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code postmaster.pid}: what a server writes into its data folder. Line 1 is its pid, line 8 its
 * state (PostgreSQL, {@code pidfile.h}).
 */
record PostmasterFile(Path path) {
  private static final int STATE_LINE = 7;

  static PostmasterFile of(Cluster cluster) {
    return new PostmasterFile(cluster.folder().resolve("postmaster.pid"));
  }

  /**
   * Whether the server of that pid takes connections; a file of an earlier server does not count.
   */
  boolean saysReady(long pid) {
    List<String> lines = lines();
    return lines.size() > STATE_LINE
        && lines.getFirst().strip().equals(String.valueOf(pid))
        && lines.get(STATE_LINE).strip().equals("ready");
  }

  /** The pid of the server that wrote it; a server in single-user mode writes it negated. */
  Optional<Long> pid() {
    try {
      return lines().stream()
          .findFirst()
          .map(line -> Math.abs(Long.parseLong(line.strip())))
          .filter(pid -> pid != 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean exists() {
    return Files.exists(path);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /**
   * Writes our pid in place of another's. A server takes its parent's pid for a leftover, but still
   * looks whether the shared memory of line 7 is in use, as it would not were the file deleted.
   */
  void disownBy(long parent) throws IOException {
    List<String> lines = new ArrayList<>(lines());
    lines.set(0, String.valueOf(parent));
    Files.write(path, lines);
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      // Not text, or gone between two looks: as good as empty.
      return List.of();
    }
  }
}
