package banyan.app;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.embedded.Attachment;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.wire.Settings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The server that holds the data: an existing one, the embedded one of another process, or an
 * embedded one of our own. Any thread asks for the address; the rest belongs to the start.
 */
sealed interface DatabaseServer extends AutoCloseable {
  static DatabaseServer of(ServingProcess process) {
    Settings settings = process.settings();
    if (settings.find(DatabaseSettings.URL).isPresent()) {
      return new Existing(settings.get(DatabaseSettings.URL));
    }
    return isOwn(settings) ? new Own(process) : new Attached(process.data());
  }

  /** Whether a process with these settings runs the server itself. */
  static boolean isOwn(Settings settings) {
    return settings.find(DatabaseSettings.URL).isEmpty()
        && settings.find(AppSettings.ONLY).isEmpty()
        && !settings.get(AppSettings.JOIN);
  }

  /** Where it is now; throws IllegalStateException while it is nowhere. */
  DatabaseAddress address();

  /** Its line of the banner. */
  String line();

  /** Starts what has to be started, and returns meanwhile: the rest of the start need not wait. */
  default void begin() {}

  /** Blocks until that has started. Throws {@link CommandFailure}. */
  default void await() {}

  @Override
  default void close() {}

  /** A server of somebody else's. */
  record Existing(DatabaseAddress address) implements DatabaseServer {
    @Override
    public String line() {
      return address.host() + ":" + address.port() + "/" + address.database();
    }
  }

  /** The embedded server of another process, wherever that is at the moment. */
  record Attached(Path data) implements DatabaseServer {
    @Override
    public DatabaseAddress address() {
      return switch (EmbeddedServer.attach(data)) {
        case Attachment.Attached attached -> attached.address();
        case Attachment.NotRunning absent -> throw new IllegalStateException(absent.reason());
      };
    }

    @Override
    public String line() {
      return "the embedded PostgreSQL of the process that owns " + data;
    }
  }

  /** The embedded server of this process. */
  final class Own implements DatabaseServer {
    private final ServingProcess process;
    private final CompletableFuture<EmbeddedServer> started = new CompletableFuture<>();
    private volatile boolean isBegun;

    Own(ServingProcess process) {
      this.process = process;
    }

    @Override
    public void begin() {
      isBegun = true;
      Thread.ofPlatform().daemon().name("banyan-database-start").start(this::start);
    }

    private void start() {
      try {
        started.complete(EmbeddedDatabase.start(process.data(), process.settings()));
      } catch (RuntimeException | Error e) {
        started.completeExceptionally(e);
      }
    }

    @Override
    public void await() {
      try {
        started.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }

    @Override
    public DatabaseAddress address() {
      if (!isBegun) {
        throw new IllegalStateException("starting");
      }
      return started.join().address();
    }

    @Override
    public String line() {
      return "embedded PostgreSQL, data in " + process.data();
    }

    /** A start that is under way is waited for: it would leave a server behind. */
    @Override
    public void close() {
      if (isBegun) {
        started.handle((server, failure) -> server).thenAccept(Own::stop).join();
      }
    }

    private static void stop(@Nullable EmbeddedServer server) {
      if (server != null) {
        server.close();
      }
    }
  }
}
