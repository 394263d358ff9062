package banyan.platform.database;

import banyan.platform.database.embedded.EmbeddedServer;
import banyan.platform.database.embedded.PostgresBinaries;
import banyan.platform.database.embedded.ServerStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The oldest and the newest server that Banyan is tried against; one of each a JVM. */
enum PostgresVersion {
  OLDEST,
  NEWEST;

  /** The method that gives the versions of a run to a parameterized test. */
  static final String TRIED = "banyan.platform.database.PostgresVersion#tried";

  private final AtomicReference<EmbeddedServer> running = new AtomicReference<>();

  /** Each has the roles and rights that are tried; the fast size takes the newest at its word. */
  static List<PostgresVersion> tried() {
    return System.getProperty("banyan.size", "default").equals("fast")
        ? List.of(NEWEST)
        : List.of(values());
  }

  /** The address of a superuser. */
  DatabaseAddress server() {
    EmbeddedServer server =
        running.updateAndGet(current -> current != null ? current : startForThisJvm());
    return server.address();
  }

  /** A server of the caller's own on a folder of the caller's own. */
  EmbeddedServer start(Path data) {
    PostgresBinaries binaries =
        switch (this) {
          case NEWEST -> PostgresBinaries.bundled(programs());
          case OLDEST ->
              PostgresBinaries.of(
                  System.getProperty("banyan.postgres.oldest"), programs(), this::oldestArchive);
        };
    return switch (EmbeddedServer.start(data, binaries)) {
      case ServerStart.Started started -> started.server();
      case ServerStart.DataFolderOwned owned ->
          throw new IllegalStateException(data + " is owned by process " + owned.pid());
    };
  }

  /** A folder that the server's own user can reach. */
  static Path newFolder() {
    try {
      return Files.createTempDirectory(
          "banyan-test",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(PostgresVersion::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedServer startForThisJvm() {
    Path data = newFolder();
    EmbeddedServer server = start(data);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  remove(data);
                }));
    return server;
  }

  private InputStream oldestArchive() throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    InputStream archive =
        PostgresVersion.class.getResourceAsStream(
            "/postgres-oldest/postgres-linux-" + processor + ".txz");
    if (archive == null) {
      throw new IOException("the build did not unpack the oldest server for " + processor);
    }
    return archive;
  }

  private static Path programs() {
    return Path.of(System.getProperty("banyan.root"), "target", "test-postgres");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
