package banyan.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which processors do what: the last one runs the measured process alone, the others run load,
 * database and origin. Without taskset, or with one processor, everybody runs everywhere.
 *
 * @param measured the processor of the measured process; -1 where nothing is bound
 */
record Cores(int measured) {
  private static final int UNBOUND = -1;
  private static final long WAIT_SECONDS_MAX = 10;

  /** Binds this process to the others; all that it starts inherits that, unless told otherwise. */
  static Cores bind() {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    if (last < 1) {
      return new Cores(UNBOUND);
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    return succeeds(List.of("taskset", "-a", "-p", "-c", "0-" + (last - 1), pid))
        ? new Cores(last)
        : new Cores(UNBOUND);
  }

  boolean isBound() {
    return measured != UNBOUND;
  }

  /** The command of a process that is measured. */
  List<String> measured(List<String> command) {
    if (!isBound()) {
      return command;
    }
    List<String> bound = new ArrayList<>(List.of("taskset", "-c", Integer.toString(measured)));
    bound.addAll(command);
    return bound;
  }

  String description() {
    return isBound()
        ? "measured process alone on processor " + measured + "; load and database on the others"
        : "nothing is bound to a processor (no taskset, or one processor): figures are rougher";
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }
}
