package banyan.platform.database.embedded;

import banyan.platform.RunningProcess;
import banyan.platform.database.DatabaseAddress;
import banyan.wire.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code run/database.json}: how others reach the server while its owner lives. */
record RunFile(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(RunFile.class);

  /** What is written; {@code version} is that of the server's programs. */
  record Content(RunningProcess owner, String version, DatabaseAddress address) {}

  static RunFile of(DataFolder folder) {
    return new RunFile(folder.address());
  }

  void write(DatabaseAddress address, String version) throws IOException {
    Layout layout =
        new Layout(
            RunningProcess.current().pid(),
            RunningProcess.current().startedMillis(),
            version,
            address.host(),
            address.port(),
            address.database(),
            address.user(),
            address.password());
    PrivateFile.write(path, Json.text(layout));
  }

  Optional<Content> read() {
    return Json.read(path, Layout.class).flatMap(Layout::content);
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", path, e.toString());
    }
  }

  /** The keys of the file. */
  private record Layout(
      long pid,
      long startedMillis,
      String version,
      String host,
      int port,
      String database,
      String user,
      String password) {
    /** Empty when the file was damaged: it must never stop anybody. */
    Optional<Content> content() {
      try {
        DatabaseAddress address = new DatabaseAddress(host, port, database, user, password);
        return Optional.of(new Content(new RunningProcess(pid, startedMillis), version, address));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
