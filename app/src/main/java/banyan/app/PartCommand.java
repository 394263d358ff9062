package banyan.app;

import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * One command of a group.
 *
 * @param options adds what the command takes besides {@code --help}
 */
record PartCommand(
    String name,
    String summary,
    String example,
    Consumer<CommandSpec> options,
    Function<ParseResult, ExitCode> action)
    implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandForm.of(this, name, summary, example);
    options.accept(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    return action.apply(given);
  }
}
