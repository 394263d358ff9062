package banyan.platform.database.embedded;

import banyan.platform.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that this process owns: its programs come from the class path, its data stays
 * in the data folder between runs, and its address stays the same while it lives. A server that
 * dies is started again; a server whose owner dies stops by itself.
 *
 * <p>Any thread. It registers no shutdown hook: the composition root closes it after everything
 * that uses it. Two threads of one process must not start on the same folder at the same time.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  private final Ownership ownership;
  private final RunFile runFile;
  private final Supervisor supervisor;
  private final DatabaseAddress address;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private EmbeddedServer(
      Ownership ownership, RunFile runFile, Supervisor supervisor, DatabaseAddress address) {
    this.ownership = ownership;
    this.runFile = runFile;
    this.supervisor = supervisor;
    this.address = address;
  }

  /**
   * Starts the server on a data folder, which is made when it is missing. Blocks until ready.
   *
   * @param binaries the programs to run
   */
  public static ServerStart start(Path data, PostgresBinaries binaries) {
    try {
      DataFolder folder = DataFolder.open(data);
      return switch (Ownership.acquire(folder)) {
        case Ownership.Refused refused -> new ServerStart.DataFolderOwned(refused.pid());
        case Ownership.Acquired acquired ->
            new ServerStart.Started(startOwned(folder, acquired.ownership(), binaries));
      };
    } catch (IOException e) {
      throw new ServerFailure(
          "the embedded database in "
              + data
              + " cannot be started: "
              + e
              + "; the folder must be ours and its disk must have room",
          e);
    }
  }

  /** Finds the server that another process runs on the data folder. */
  public static Attachment attach(Path data) {
    Optional<RunFile.Content> content = RunFile.of(DataFolder.at(data)).read();
    if (content.isEmpty()) {
      return new Attachment.NotRunning(
          "no embedded database runs on " + data + ": no readable run/database.json there");
    }
    RunFile.Content found = content.get();
    if (!found.owner().isAlive()) {
      return new Attachment.NotRunning(
          "process " + found.owner().pid() + ", which ran the database on " + data + ", is gone");
    }
    return new Attachment.Attached(found.address(), found.owner().pid());
  }

  /** Tells whether a server runs on the data folder; reads files only. */
  public static ServerStatus status(Path data) {
    return switch (attach(data)) {
      case Attachment.NotRunning(String reason) -> new ServerStatus.Stopped(reason);
      case Attachment.Attached(DatabaseAddress address, long pid) ->
          new ServerStatus.Running(
              pid,
              address.host(),
              address.port(),
              RunFile.of(DataFolder.at(data)).read().map(RunFile.Content::version).orElse("?"));
    };
  }

  /** The database {@code banyan} with its superuser; the same until {@link #close}. */
  public DatabaseAddress address() {
    return address;
  }

  /**
   * Stops the server: a fast shutdown, then harder ones, each with a limit. Gives the data folder
   * up. A second call does nothing.
   */
  @Override
  public void close() {
    if (isClosed.getAndSet(true)) {
      return;
    }
    long began = System.nanoTime();
    runFile.delete();
    supervisor.stop();
    ownership.release();
    LOG.info("the embedded database stopped in {} ms", millisSince(began));
  }

  private static EmbeddedServer startOwned(
      DataFolder folder, Ownership ownership, PostgresBinaries binaries) throws IOException {
    try {
      return startWithLock(folder, ownership, binaries);
    } catch (IOException | RuntimeException e) {
      ownership.release();
      throw e;
    }
  }

  private static EmbeddedServer startWithLock(
      DataFolder folder, Ownership ownership, PostgresBinaries binaries) throws IOException {
    long began = System.nanoTime();
    RunFile runFile = RunFile.of(folder);
    runFile.delete();
    binaries.unpack();
    Launch launch = Launch.choose(binaries, folder);
    Cluster cluster = Cluster.open(folder, binaries, launch);
    Supervisor supervisor =
        new Supervisor(folder, binaries, launch, cluster, RandomGenerator.getDefault());
    try {
      int port = supervisor.start();
      Port.remember(folder.port(), port);
      DatabaseAddress address =
          new DatabaseAddress(
              Port.HOST, port, Cluster.DATABASE, Cluster.SUPERUSER, cluster.password());
      runFile.write(address, binaries.version());
      LOG.info("the embedded database took {} ms to start", millisSince(began));
      return new EmbeddedServer(ownership, runFile, supervisor, address);
    } catch (IOException | RuntimeException e) {
      supervisor.stop();
      throw e;
    }
  }

  private static long millisSince(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
