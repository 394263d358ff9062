package banyan.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code banyan bench}: belongs to the launcher, which builds what is measured and who measures.
 */
final class BenchCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "bench",
            "Measure what a request costs beside other programs; the launcher ./banyan does it.",
            "./banyan bench shop                        beside Spring Boot and Express",
            "./banyan bench local --rounds 9            what the request path costs",
            "./banyan bench proxied --json figures.json");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SUITE")
            .index("0")
            .arity("0..1")
            .type(String.class)
            .description("bodies, idle, local, proxied, shop or start")
            .build());
    spec.addOption(number("--rounds", "windows of each peer in each scenario"));
    spec.addOption(number("--seconds", "the time of one window"));
    spec.addOption(number("--warm-up", "seconds of requests before the first window"));
    spec.addOption(number("--rate", "requests that come in a second where latency is measured"));
    spec.addOption(value("--peers", "NAME,...", "only peers whose names begin so, and ours"));
    spec.addOption(value("--json", "FILE", "write the figures there, too"));
    return spec;
  }

  private static OptionSpec number(String name, String description) {
    return value(name, "N", description);
  }

  private static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public ExitCode run(ParseResult given) {
    throw CommandFailure.usage("the bench is run from a checkout: ./banyan bench shop");
  }
}
