package banyan.app;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

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

  /** An option with a value that may be given several times. */
  static OptionSpec.Builder listOption(String label, String description, String... names) {
    return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description + "; may be given several times");
  }

  /** The fields of a request that somebody asks about. */
  static OptionSpec fieldOption() {
    return listOption("'NAME: VALUE'", "a field of the request", "-H", "--header").build();
  }

  /** A word that stands at a place of its own; brackets around its label: it may be left out. */
  static PositionalParamSpec argument(int index, String label, String description) {
    boolean isOptional = label.startsWith("[");
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .type(String.class)
        .required(!isOptional)
        .arity(isOptional ? "0..1" : "1")
        .paramLabel(label)
        .hideParamSyntax(true)
        .description(description)
        .build();
  }
}
