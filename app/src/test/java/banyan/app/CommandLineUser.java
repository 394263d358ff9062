package banyan.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Somebody who types commands in a folder and reads what comes back. */
public final class CommandLineUser {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean isTerminal;

  public CommandLineUser(Path folder) {
    this.folder = folder;
  }

  public CommandLineUser with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CommandLineUser atTerminal() {
    isTerminal = true;
    return this;
  }

  public Ending types(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            isTerminal,
            InstantSource.system());
    int code = Main.run(surroundings, arguments);
    return new Ending(code, out.toString(), err.toString());
  }

  /** How a command ended. */
  public record Ending(int code, String out, String err) {}
}
