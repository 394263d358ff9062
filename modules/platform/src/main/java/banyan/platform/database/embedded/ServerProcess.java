package banyan.platform.database.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One run of the server's program, from the spawning to the exit. */
final class ServerProcess {
  /** Recovery after a crash reads at most {@code max_wal_size} of log. */
  static final Duration READY_WAIT = Duration.ofMinutes(3);

  /** For a small machine; everything that must hold whatever the folder's own file says. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + Port.HOST,
          "unix_socket_directories=",
          "max_connections=100",
          "shared_buffers=64MB",
          "max_wal_size=512MB",
          "fsync=on",
          "synchronous_commit=on",
          "wal_level=logical",
          "timezone=UTC",
          "log_timezone=UTC",
          "logging_collector=off",
          "log_destination=stderr",
          // Statements may hold passwords and what clients sent.
          "log_min_error_statement=panic");

  /** What a server wrote before its end has been read within this. */
  private static final Duration LOG_WAIT_MAX = Duration.ofSeconds(2);

  private final Process process;
  private final PostmasterFile file;
  private final Thread log;

  private ServerProcess(Process process, PostmasterFile file, Thread log) {
    this.process = process;
    this.file = file;
    this.log = log;
  }

  /**
   * Spawns the program. The calling thread must live as long as the server: the signal that spares
   * us orphans comes with the death of the thread, not of the process (prctl(2), PR_SET_PDEATHSIG).
   */
  static ServerProcess spawn(
      PostgresBinaries binaries, Launch launch, Cluster cluster, int port, ServerLog log)
      throws IOException {
    List<String> program =
        List.of(
            binaries.program("postgres").toString(),
            "-D",
            cluster.folder().toString(),
            "-p",
            "" + port);
    List<String> settings = SETTINGS.stream().flatMap(text -> Stream.of("-c", text)).toList();
    Process process =
        OneShot.builder(launch.command(Stream.concat(program.stream(), settings.stream()).toList()))
            .start();
    process.getOutputStream().close();
    Thread following = log.follow(process.getInputStream());
    return new ServerProcess(process, PostmasterFile.of(cluster), following);
  }

  /** Waits until the server takes connections; false when it ended, or {@code isEnough} first. */
  boolean isReady(BooleanSupplier isEnough) {
    Patience.until(
        () -> file.saysReady(process.pid()) || !process.isAlive() || isEnough.getAsBoolean(),
        READY_WAIT);
    return process.isAlive() && file.saysReady(process.pid());
  }

  CompletableFuture<Process> ended() {
    return process.onExit();
  }

  long pid() {
    return process.pid();
  }

  /** How it ended; its last words are in the log then. */
  String exit() {
    try {
      var _ = log.join(process.isAlive() ? Duration.ZERO : LOG_WAIT_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return process.isAlive() ? "still starting" : "exit " + process.exitValue();
  }

  /** Stops the server; see {@link Signals}. */
  void stop() {
    Signals.stop(process.toHandle());
  }
}
