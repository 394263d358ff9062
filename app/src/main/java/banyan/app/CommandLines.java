package banyan.app;

import banyan.wire.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses arguments, runs the command that they name, and turns every end into an exit code. */
final class CommandLines {
  private CommandLines() {}

  static int execute(CommandSpec spec, Surroundings surroundings, String... arguments) {
    return new CommandLine(spec)
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(surroundings.hasColour() ? Ansi.ON : Ansi.OFF))
        // An argument that starts with @ is an argument, not the name of a file to read.
        .setExpandAtFiles(false)
        .setPosixClusteredShortOptionsAllowed(false)
        .setUsageHelpAutoWidth(false)
        .setExecutionStrategy(parsed -> run(parsed, surroundings))
        .setParameterExceptionHandler((e, _) -> refuse(e, surroundings))
        .execute(arguments);
  }

  private static int run(ParseResult parsed, Surroundings surroundings) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    ParseResult asked = last;
    Command command = (Command) last.commandSpec().userObject();
    return CommandFailure.tell(surroundings, () -> command.run(asked)).number();
  }

  private static int refuse(ParameterException e, Surroundings surroundings) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    surroundings.err().println(command + ": " + complaint(e));
    surroundings.err().println("Try '" + command + " --help'.");
    return ExitCode.USAGE.number();
  }

  private static String complaint(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      // Only the first: what follows an unknown option may be its value, and a secret.
      return unknown(unmatched.getUnmatched().getFirst(), e.getCommandLine().getCommandSpec());
    }
    return String.valueOf(e.getMessage());
  }

  private static String unknown(String argument, CommandSpec spec) {
    String word = argument.split("=", 2)[0];
    if (word.startsWith("-")) {
      List<String> known = new ArrayList<>(spec.optionsMap().keySet());
      return "no option " + word + Suggestion.clause(word, known);
    }
    if (spec.subcommands().isEmpty()) {
      return "takes no argument '" + word + "'";
    }
    return "no command '" + word + "'" + Suggestion.clause(word, spec.subcommands().keySet());
  }
}
