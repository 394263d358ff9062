package banyan.platform.database.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stopping a server from the outside, gently first. Java sends SIGTERM alone, which PostgreSQL
 * takes as "when the last client has left"; the shell's own {@code kill} sends the others.
 */
final class Signals {
  /** Fast shutdown: transactions are rolled back and a checkpoint is written. */
  static final Duration INTERRUPT_WAIT = Duration.ofSeconds(15);

  /** Immediate shutdown: recovery at the next start. */
  static final Duration QUIT_WAIT = Duration.ofSeconds(5);

  static final Duration KILL_WAIT = Duration.ofSeconds(5);

  private static final Duration SHELL_LIMIT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /** Tells whether the server is gone. */
  static boolean stop(ProcessHandle server) {
    if (!server.isAlive()) {
      return true;
    }
    send("INT", server);
    if (isGone(server, INTERRUPT_WAIT)) {
      return true;
    }
    LOG.warn("the database server {} did not stop in {}", server.pid(), INTERRUPT_WAIT);
    send("QUIT", server);
    if (isGone(server, QUIT_WAIT)) {
      return true;
    }
    server.destroyForcibly();
    return isGone(server, KILL_WAIT);
  }

  private static boolean isGone(ProcessHandle server, Duration limit) {
    return Patience.until(() -> !server.isAlive(), limit);
  }

  private static void send(String signal, ProcessHandle server) {
    List<String> command = List.of("/bin/sh", "-c", "kill -" + signal + " " + server.pid());
    try {
      OneShot.Result result = OneShot.run(command, "", SHELL_LIMIT);
      if (!result.isSuccess() && server.isAlive()) {
        LOG.warn("SIG{} for {}: {}", signal, server.pid(), result.output().strip());
      }
    } catch (IOException e) {
      LOG.warn("SIG{} for {}: {}", signal, server.pid(), e.toString());
    }
  }
}
