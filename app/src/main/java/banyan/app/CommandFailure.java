package banyan.app;

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

  ExitCode code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
