package banyan.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan fuzz}: belongs to the launcher, which fetches the fuzzer for it. */
final class FuzzCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "fuzz",
            "Feed the parsers of the proxy with made-up inputs; the launcher ./banyan does it.",
            "./banyan fuzz                    every target for a minute",
            "./banyan fuzz path --seconds 600",
            "./banyan fuzz document");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("TARGET")
            .arity("0..1")
            .type(String.class)
            .description("document, fields, path or routes; every one by default")
            .build());
    spec.addOption(
        CommandForm.valueOption("--seconds", "N", "time for each target; 60 by default"));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    throw CommandFailure.usage("the fuzzer is run from a checkout: ./banyan fuzz");
  }
}
