package banyan.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of --data and where the embedded server keeps things in it. */
record DataFolder(Path root) {
  /** Only names the folder; nothing is made. */
  static DataFolder at(Path data) {
    return new DataFolder(data.toAbsolutePath().normalize());
  }

  /** Makes what is missing. The path is real, since a running server is known by its path. */
  static DataFolder open(Path data) throws IOException {
    Files.createDirectories(data);
    DataFolder folder = new DataFolder(data.toRealPath());
    Files.createDirectories(folder.run());
    Files.setPosixFilePermissions(folder.run(), PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder.log().resolveSibling(""));
    return folder;
  }

  Path cluster() {
    return root.resolve("postgres");
  }

  Path log() {
    return root.resolve("log").resolve("postgres.log");
  }

  Path lock() {
    return run().resolve("database.lock");
  }

  Path owner() {
    return run().resolve("database.owner");
  }

  Path address() {
    return run().resolve("database.json");
  }

  Path port() {
    return run().resolve("database.port");
  }

  private Path run() {
    return root.resolve("run");
  }
}
