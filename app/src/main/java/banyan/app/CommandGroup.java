package banyan.app;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command that is only a name before others: {@code banyan database start}. */
record CommandGroup(String name, String summary, List<Command> parts) implements Command {
  CommandGroup {
    parts = List.copyOf(parts);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandForm.of(this, name, summary);
    for (Command part : parts) {
      CommandSpec partSpec = part.spec();
      spec.addSubcommand(partSpec.name(), partSpec);
    }
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    String names = parts.stream().map(part -> part.spec().name()).collect(Collectors.joining(", "));
    throw CommandFailure.usage(name + ": say which: " + names);
  }
}
