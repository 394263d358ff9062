package banyan.app;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The form that the help of every command has: summary, options, examples, exit codes. */
final class CommandForm {
  private CommandForm() {}

  static CommandSpec of(Command command, String name, String summary, String... examples) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    // Values and texts are taken as they are: no ${…} of a user is ever looked up.
    spec.interpolateVariables(false);
    spec.usageMessage()
        .description(summary)
        .sortOptions(false)
        .width(100)
        .abbreviateSynopsis(true)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings());
    if (examples.length > 0) {
      spec.usageMessage()
          .footerHeading("%nExamples:%n")
          .footer(List.of(examples).stream().map(line -> "  " + line).toArray(String[]::new));
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("show this help and exit")
            .build());
    return spec;
  }

  /** An option without a value. */
  static OptionSpec switchOption(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /** An option with a value. */
  static OptionSpec valueOption(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }
}
