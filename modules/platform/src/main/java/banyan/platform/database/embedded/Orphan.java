package banyan.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an owner that is gone left in the data folder: nothing, a file, or a server that still runs.
 * Only the holder of the folder's lock may settle it.
 */
final class Orphan {
  private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);

  private Orphan() {}

  /** Leaves a folder on which a server can start. */
  static void settle(Cluster cluster) throws IOException {
    PostmasterFile file = PostmasterFile.of(cluster);
    if (!file.exists()) {
      return;
    }
    Optional<Long> pid = file.pid();
    if (pid.isEmpty()) {
      LOG.info("removed the unreadable {}", file.path());
      file.delete();
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return;
    }
    if (isServerOf(cluster, pid.get())) {
      stop(process.get());
      return;
    }
    LOG.info("pid {} in {} is another program's by now", pid.get(), file.path());
    file.disownBy(ProcessHandle.current().pid());
  }

  /** One that is stopping already takes the second signal as the first. */
  private static void stop(ProcessHandle server) {
    LOG.info("waiting for the server {} of an owner that is gone", server.pid());
    if (!Signals.stop(server)) {
      throw new ServerFailure(
          "process " + server.pid() + ", a database server without an owner, cannot be stopped");
    }
  }

  private static boolean isServerOf(Cluster cluster, long pid) {
    String line = commandLine(pid);
    List<String> words = List.of(line.split("\0"));
    return words.getFirst().endsWith("/postgres") && words.contains(cluster.folder().toString());
  }

  /** Everybody may read it, unlike the path of the program. */
  private static String commandLine(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", String.valueOf(pid), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
