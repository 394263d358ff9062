package banyan.app;

import banyan.platform.telemetry.Logs;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
    String asked = arguments.length == 0 ? "" : arguments[0];
    Optional<Map<String, String>> plain =
        asked.equals(LoneProxy.COMMAND)
            ? PlainFlags.read(List.of(arguments), DeclaredSettings.ofProxy())
            : Optional.empty();
    if (plain.isPresent()) {
      return CommandFailure.tell(
              surroundings,
              () ->
                  LoneProxy.serve(surroundings, new Configuration(surroundings).load(plain.get())))
          .number();
    }
    return CommandLines.execute(new Main(surroundings).spec(asked), surroundings, arguments);
  }

  /** The whole command line. */
  @Override
  public CommandSpec spec() {
    return spec("");
  }

  /**
   * The command line as far as somebody asks for it: to make the forms of all commands takes longer
   * than most of them run.
   *
   * @param asked the name of a command; any other text asks for all
   */
  CommandSpec spec(String asked) {
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
    Map<String, Supplier<Command>> commands = commands();
    Supplier<Command> one = commands.get(asked);
    if (one != null) {
      return spec.addSubcommand(asked, one.get().spec());
    }
    commands.forEach((name, command) -> spec.addSubcommand(name, command.get().spec()));
    return spec.addSubcommand("help", new CommandLine(new CommandLine.HelpCommand()));
  }

  /** By name, in the order of the help. */
  private Map<String, Supplier<Command>> commands() {
    Surroundings here = surroundings;
    Configuration settings = new Configuration(here);
    Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
    commands.put("up", () -> new UpCommand(here, settings));
    commands.put(LoneProxy.COMMAND, () -> new ProxyCommand(here, settings));
    commands.put("demo", () -> new DemoCommand(here, settings));
    commands.put("test", TestCommand::new);
    commands.put("fuzz", FuzzCommand::new);
    commands.put("bench", BenchCommand::new);
    commands.put("routes", () -> new RoutesCommand(here, settings));
    commands.put("migration", () -> MigrationCommands.group(here, settings));
    commands.put("where", () -> new WhereCommand(here, settings));
    commands.put("audit", () -> AuditCommands.group(here, settings));
    commands.put("compare", () -> new CompareCommand(here));
    commands.put("gate", () -> gate(here, settings));
    commands.put("simulate", () -> simulate(here));
    commands.put("certificate", () -> new CertificateCommands(here, settings).group());
    commands.put("fault", () -> FaultCommands.group(here, settings));
    commands.put("schema", () -> new SchemaCommands(here, settings).group());
    commands.put("database", () -> new DatabaseCommands(here, settings).group());
    commands.put("settings", () -> new SettingsCommand(here, settings));
    commands.put("token", () -> new TokenCommand(here, settings));
    commands.put("version", () -> new VersionCommand(here));
    commands.put("train", () -> new TrainCommand(here));
    return commands;
  }

  private static Command gate(Surroundings surroundings, Configuration configuration) {
    return new CommandGroup(
        "gate",
        "Say whether a candidate may answer more requests.",
        List.of(
            new GateDecideCommand(surroundings), new GateShowCommand(surroundings, configuration)));
  }

  private static Command simulate(Surroundings surroundings) {
    return new CommandGroup(
        "simulate",
        "Try a part of Banyan on made-up traffic.",
        List.of(new SimulateGateCommand(surroundings)));
  }

  /** Without a command: the help. */
  @Override
  public ExitCode run(ParseResult given) {
    given.commandSpec().commandLine().usage(surroundings.out());
    return ExitCode.WELL;
  }
}
