package banyan.app;

import banyan.platform.telemetry.Logs;
import java.security.Security;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command line: a table of contents. */
public final class Main implements Command {
  private static final String ADDRESSES_KEPT_SECONDS = "1";

  private final Surroundings surroundings;

  Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] arguments) {
    // Until a command says where its log goes: stdout is for results.
    Logs.quiet();
    forgetAddressesSoon();
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  /**
   * The JDK keeps the addresses of a name for 30 seconds, and that there are none for 10. Whoever
   * looks a name up here does so because it may have changed.
   */
  private static void forgetAddressesSoon() {
    Security.setProperty("networkaddress.cache.ttl", ADDRESSES_KEPT_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", ADDRESSES_KEPT_SECONDS);
  }

  /** Runs one command; returns its exit code. */
  static int run(Surroundings surroundings, String... arguments) {
    return CommandLines.execute(new Main(surroundings).spec(), surroundings, arguments);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "banyan",
            "A modular monolith whose parts move out and back, one route at a time.",
            "banyan up                       serve the shop on http://127.0.0.1:8080",
            "banyan up --only catalog --port 9001",
            "banyan help up                  every setting, as a flag",
            "",
            "Settings: flag, else BANYAN_… variable, else banyan.yaml, else default.",
            "NO_COLOR turns colours off; BANYAN_DEBUG=1 shows the stack trace of a fault.");
    for (Command command : commands()) {
      CommandSpec part = command.spec();
      spec.addSubcommand(part.name(), part);
    }
    spec.addSubcommand("help", new CommandLine(new CommandLine.HelpCommand()));
    return spec;
  }

  private List<Command> commands() {
    Configuration configuration = new Configuration(surroundings);
    return List.of(
        new UpCommand(surroundings, configuration),
        new ProxyCommand(surroundings, configuration),
        new DemoCommand(surroundings, configuration),
        new TestCommand(),
        new FuzzCommand(),
        new BenchCommand(),
        new RoutesCommand(surroundings, configuration),
        MigrationCommands.group(surroundings, configuration),
        new WhereCommand(surroundings, configuration),
        AuditCommands.group(surroundings, configuration),
        new CompareCommand(surroundings),
        new CommandGroup(
            "gate",
            "Say whether a candidate may answer more requests.",
            List.of(
                new GateDecideCommand(surroundings),
                new GateShowCommand(surroundings, configuration))),
        new CommandGroup(
            "simulate",
            "Try a part of Banyan on made-up traffic.",
            List.of(new SimulateGateCommand(surroundings))),
        new CertificateCommands(surroundings, configuration).group(),
        FaultCommands.group(surroundings, configuration),
        new SchemaCommands(surroundings, configuration).group(),
        new DatabaseCommands(surroundings, configuration).group(),
        new SettingsCommand(surroundings, configuration),
        new TokenCommand(surroundings, configuration),
        new VersionCommand(surroundings),
        new TrainCommand(surroundings));
  }

  /** Without a command: the help. */
  @Override
  public ExitCode run(ParseResult given) {
    given.commandSpec().commandLine().usage(surroundings.out());
    return ExitCode.WELL;
  }
}
