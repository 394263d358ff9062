package banyan.app;

import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.platform.database.embedded.PostgresBinaries;
import banyan.platform.database.embedded.ServerFailure;
import banyan.platform.database.embedded.ServerStart;
import banyan.platform.database.embedded.ServerStatus;
import banyan.wire.Settings;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The embedded server as a command starts it: every way to fail has a line for the user. */
final class EmbeddedDatabase {
  private EmbeddedDatabase() {}

  /**
   * Starts the server and makes this process its owner. Blocks until it is ready.
   *
   * @throws CommandFailure that names the owner, when another process owns the folder
   */
  static EmbeddedServer start(Path data, Settings settings) {
    DataFolder.refuseUnusable(data);
    try {
      return switch (EmbeddedServer.start(data, programs(data, settings))) {
        case ServerStart.Started(EmbeddedServer server) -> server;
        case ServerStart.DataFolderOwned(long pid) -> throw owned(data, pid);
      };
    } catch (ServerFailure e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  /**
   * Sends a second owner away before it looks for ports, which the first one mostly has, too.
   *
   * @throws CommandFailure that names the owner, when another process runs a server on the folder
   */
  static void refuseOwned(Path data) {
    if (EmbeddedServer.status(data) instanceof ServerStatus.Running running) {
      throw owned(data, running.ownerPid());
    }
  }

  private static PostgresBinaries programs(Path data, Settings settings) {
    return PostgresBinaries.bundled(settings.find(DatabaseSettings.PROGRAMS).orElse(data));
  }

  private static CommandFailure owned(Path data, long pid) {
    String owner = pid == 0 ? "another process" : "process " + pid;
    return CommandFailure.owned(
        owner
            + " owns the data folder "
            + data
            + "; attach to its database with 'banyan up --join --port 0', stop it, or use another"
            + " folder with --data");
  }
}
