package banyan.app;

import java.io.Console;
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

  static Surroundings ofProcess() {
    Console console = System.console();
    return new Surroundings(
        System.getenv(),
        Path.of(""),
        new PrintWriter(System.out, true),
        new PrintWriter(System.err, true),
        console != null && console.isTerminal(),
        InstantSource.system());
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
