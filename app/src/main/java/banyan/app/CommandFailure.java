package banyan.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that ends without its effect, for a reason the user can understand. The message is what
 * stderr gets: a line that says what is wrong and what to do, or a few of them.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  private CommandFailure(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.FAILED, message, null);
  }

  public static CommandFailure failed(String message, Throwable cause) {
    return new CommandFailure(ExitCode.FAILED, message, cause);
  }

  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message, null);
  }

  /** The data folder belongs to the process {@code pid}. */
  static CommandFailure owned(String message) {
    return new CommandFailure(ExitCode.OWNED, message, null);
  }

  /** Runs a command, and tells the user on stderr why it failed, if it did. */
  static ExitCode tell(Surroundings surroundings, Supplier<ExitCode> command) {
    try {
      return command.get();
    } catch (RuntimeException e) {
      return explain(e, surroundings);
    }
  }

  private static ExitCode explain(RuntimeException e, Surroundings surroundings) {
    if (surroundings.isDebugging()) {
      e.printStackTrace(surroundings.err()); // tidy: somebody asked for it by BANYAN_DEBUG
    }
    if (e instanceof CommandFailure failure) {
      surroundings.err().println("banyan: " + failure.text());
      return failure.code();
    }
    surroundings.err().println("banyan: a fault of ours: " + e);
    surroundings.err().println("Run it again with BANYAN_DEBUG=1 for the stack trace.");
    return ExitCode.FAILED;
  }

  ExitCode code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
