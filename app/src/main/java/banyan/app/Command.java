package banyan.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of the command line. */
interface Command {
  /** Its name, help text, options and sub-commands. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @throws CommandFailure when it cannot be done, with the reason
   */
  ExitCode run(ParseResult given);
}
