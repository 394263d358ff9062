package banyan.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan test}: belongs to the launcher, which needs no Java of ours for it. */
final class TestCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "test",
            "Build with every check and run the tests; the launcher ./banyan does it.",
            "./banyan test --fast     under 90 seconds",
            "./banyan test            what a change must pass",
            "./banyan test --long     with large sizes; writes docs/evidence/",
            "./banyan test -- -pl proxy -am");
    spec.addOption(CommandForm.switchOption("--fast", "small sizes"));
    spec.addOption(CommandForm.switchOption("--long", "large sizes"));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    throw CommandFailure.usage("the tests are run from a checkout: ./banyan test");
  }
}
