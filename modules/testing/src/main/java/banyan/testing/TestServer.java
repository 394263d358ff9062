package banyan.testing;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.wire.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

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
      EmbeddedServer server = ReadyCluster.start(data);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, data)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(EmbeddedServer server, Path data) {
    server.close();
    try {
      FolderRemoval.remove(data);
    } catch (IOException e) {
      System.err.println("left behind: " + data + " (" + e + ")");
    }
  }
}
