package banyan.app;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command sees of the process it runs in.
 *
 * @param folder relative paths start here
 * @param isTerminal whether a person looks at the output
 */
record Surroundings(
    Map<String, String> environment,
    Path folder,
    PrintWriter out,
    PrintWriter err,
    boolean isTerminal,
    InstantSource clock) {

  // JDK 25 has no console again when a stream is redirected; other providers have one that says so.
  @SuppressWarnings("SystemConsoleNull")
  static Surroundings ofProcess() {
    Console console = System.console();
    return new Surroundings(
        System.getenv(),
        Path.of(""),
        writer(System.out),
        writer(System.err),
        console != null && console.isTerminal(),
        InstantSource.system());
  }

  /** Made of the stream itself, so that the writer knows when it could not write. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** Whether what was printed went nowhere: the reader of a pipe has left, or a disk is full. */
  boolean hasLostOutput() {
    return out.checkError();
  }

  /** Whether output may be coloured (https://no-color.org). */
  boolean hasColour() {
    return isTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether faults show their stack traces. */
  boolean isDebugging() {
    return !environment.getOrDefault("BANYAN_DEBUG", "").isEmpty();
  }
}
