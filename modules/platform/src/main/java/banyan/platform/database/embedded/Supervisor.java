package banyan.platform.database.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps a server running: it spawns, waits for the end, and spawns again after a
 * pause that doubles up to a limit. Until the server was ready once, a few failures end it.
 *
 * <p>Any thread may call its methods. The thread itself lives as long as the server, on which the
 * server's life depends; it is a daemon, so that an application that fails can still end.
 */
final class Supervisor {
  static final Duration PAUSE_MIN = Duration.ofMillis(100);
  static final Duration PAUSE_MAX = Duration.ofSeconds(10);

  /** A server that lived this long is not failing over and over. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private static final int FIRST_ATTEMPTS_MAX = 5;
  private static final Duration STOP_WAIT =
      Signals.INTERRUPT_WAIT
          .plus(Signals.QUIT_WAIT)
          .plus(Signals.KILL_WAIT)
          .plus(Duration.ofSeconds(5));
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final PostgresBinaries binaries;
  private final Launch launch;
  private final Cluster cluster;
  private final DataFolder folder;
  private final ServerLog log;
  private final RandomGenerator random;
  private final CompletableFuture<Integer> firstReady = new CompletableFuture<>();
  private final CompletableFuture<Void> stopAsked = new CompletableFuture<>();
  private final Thread thread;

  Supervisor(
      DataFolder folder,
      PostgresBinaries binaries,
      Launch launch,
      Cluster cluster,
      RandomGenerator random) {
    this.folder = folder;
    this.binaries = binaries;
    this.launch = launch;
    this.cluster = cluster;
    this.random = random;
    this.log = new ServerLog(folder.log());
    this.thread = Thread.ofPlatform().daemon().name("banyan-database").unstarted(this::run);
  }

  /** Starts the thread and waits for the first readiness; the port, which never changes again. */
  int start() {
    thread.start();
    try {
      return firstReady.join();
    } catch (CompletionException e) {
      throw new ServerFailure(
          "the embedded database did not start; the end of %s:%n%s"
              .formatted(log.path(), log.tail()),
          e);
    }
  }

  /** Stops the server and the thread. A second call does nothing. */
  void stop() {
    stopAsked.complete(null);
    try {
      if (!thread.join(STOP_WAIT)) {
        LOG.error("the embedded database did not stop in {}", STOP_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      keepRunning();
    } finally {
      // Whatever ended the thread: nobody may wait for it any longer.
      firstReady.completeExceptionally(new IllegalStateException("given up before it was ready"));
    }
  }

  private void keepRunning() {
    int failures = 0;
    while (!stopAsked.isDone()) {
      long began = System.nanoTime();
      runOnce();
      boolean wasSteady = System.nanoTime() - began > STEADY.toNanos();
      failures = wasSteady ? 1 : failures + 1;
      if (!firstReady.isDone() && failures >= FIRST_ATTEMPTS_MAX) {
        return;
      }
      pause(failures);
    }
  }

  private void runOnce() {
    try {
      Orphan.settle(cluster);
      log.begin();
      long began = System.nanoTime();
      int port = firstReady.isDone() ? firstReady.join() : Port.choose(folder.port(), random);
      ServerProcess server = ServerProcess.spawn(binaries, launch, cluster, port, log);
      watch(server, port, began);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the embedded database could not be run", e);
    }
  }

  private void watch(ServerProcess server, int port, long began) {
    try {
      if (server.isReady(stopAsked::isDone)) {
        LOG.info(
            "the embedded database is ready on port {} after {} ms (pid {})",
            port,
            (System.nanoTime() - began) / 1_000_000,
            server.pid());
        firstReady.complete(port);
        CompletableFuture.anyOf(server.ended(), stopAsked).join();
      }
      if (!stopAsked.isDone()) {
        LOG.warn("the embedded database ended: {}\n{}", server.exit(), log.tail());
      }
    } finally {
      server.stop();
    }
  }

  /** Ends early when asked to stop. */
  private void pause(int failures) {
    Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(failures - 1, 16));
    Duration limited = pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    try {
      stopAsked.get(limited.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.debug("paused for {}", limited);
    } catch (Exception e) {
      throw new IllegalStateException("nobody fails or interrupts this wait", e);
    }
  }
}
