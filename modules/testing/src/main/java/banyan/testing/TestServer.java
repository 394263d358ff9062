package banyan.testing;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.platform.database.embedded.PostgresBinaries;
import banyan.platform.database.embedded.ServerStart;
import banyan.wire.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server of this JVM's tests: started with the first use, stopped and removed with
 * the JVM.
 */
final class TestServer {
  private static final Secret SECRET =
      new Secret("the secret of tests, which guards nothing at all");

  private static final FileAttribute<?> TRAVERSABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private TestServer() {}

  static DatabaseAddress address() {
    return Running.SERVER.address();
  }

  static Secret secret() {
    return SECRET;
  }

  /** Holder of the one server; the class loader makes it once. */
  private static final class Running {
    static final EmbeddedServer SERVER = start();
  }

  private static EmbeddedServer start() {
    try {
      // Run by root, the server is another user's process and must reach its folder.
      Path data = Files.createTempDirectory("banyan-test", TRAVERSABLE);
      return switch (EmbeddedServer.start(data, PostgresBinaries.bundled(programs(data)))) {
        case ServerStart.Started started -> {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(started.server(), data)));
          yield started.server();
        }
        case ServerStart.DataFolderOwned owned ->
            throw new IllegalStateException("a new folder is owned by process " + owned.pid());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's programs are unpacked once for all runs, where the build says where it is. */
  private static Path programs(Path data) {
    String root = System.getProperty("banyan.root");
    return root == null ? data : Path.of(root, "target", "test-postgres");
  }

  private static void remove(EmbeddedServer server, Path data) {
    server.close();
    try {
      Files.walkFileTree(data, new Removal());
    } catch (IOException e) {
      System.err.println("left behind: " + data + " (" + e + ")");
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
