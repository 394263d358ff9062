package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.platform.RunningProcess;
import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.platform.database.embedded.ServerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan database start|stop|status}: the embedded PostgreSQL on its own. */
final class DatabaseCommands {
  /** A fast shutdown writes a checkpoint first, which a slow disk may take its time for. */
  private static final Duration STOP_WAIT = Duration.ofSeconds(60);

  private final Surroundings surroundings;
  private final Configuration configuration;

  DatabaseCommands(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  Command group() {
    return new CommandGroup(
        "database",
        "Run the embedded PostgreSQL on its own, so that several processes can come and go.",
        List.of(
            part(
                "start",
                "Start the embedded database and keep it until Ctrl-C, SIGTERM or 'database stop'.",
                this::start),
            part("stop", "Stop the database that 'database start' runs.", this::stop),
            new PartCommand(
                "status",
                "Tell whether the embedded database runs, and who runs it.",
                "banyan database status --json",
                spec -> {
                  spec.addOption(CommandForm.switchOption("--json", "print JSON"));
                  addSettings(spec);
                },
                this::status)));
  }

  private static Command part(String name, String summary, Function<ParseResult, ExitCode> action) {
    String example = "banyan database " + name + " --data var";
    return new PartCommand(name, summary, example, DatabaseCommands::addSettings, action);
  }

  private static void addSettings(CommandSpec spec) {
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, List.of(AppSettings.DATA, DatabaseSettings.PROGRAMS));
  }

  private ExitCode start(ParseResult given) {
    ResolvedSettings resolved = configuration.load(given);
    if (resolved.find(DatabaseSettings.URL).isPresent()) {
      throw CommandFailure.usage(
          resolved.origin(DatabaseSettings.URL).place()
              + " names a database of your own: there is none to start");
    }
    Path data = data(resolved);
    StopSignal stop = StopSignal.install();
    try (EmbeddedServer server = EmbeddedDatabase.start(data, resolved.settings())) {
      serve(server, data, stop);
    }
    return ExitCode.WELL;
  }

  private void serve(EmbeddedServer server, Path data, StopSignal stop) {
    RunFile file = RunFile.of(RunFile.DATABASE_SERVER);
    file.write(data);
    try {
      DatabaseAddress address = server.address();
      surroundings
          .out()
          .println(
              "PostgreSQL runs at %s:%d, data in %s; stop it with Ctrl-C or 'banyan database stop'"
                  .formatted(address.host(), address.port(), data));
      stop.await();
    } finally {
      file.delete(data);
    }
  }

  private ExitCode stop(ParseResult given) {
    Path data = data(configuration.load(given));
    return switch (EmbeddedServer.status(data)) {
      case ServerStatus.Stopped(String reason) -> {
        surroundings.out().println(reason);
        yield ExitCode.WELL;
      }
      case ServerStatus.Running running -> {
        end(owner(data, running.ownerPid()));
        surroundings.out().println("stopped");
        yield ExitCode.WELL;
      }
    };
  }

  /** The process to end: one that {@code database start} is, and no other. */
  private static ProcessHandle owner(Path data, long pid) {
    Optional<ProcessHandle> owner =
        RunFile.read(data, RunFile.DATABASE_SERVER)
            .map(RunFile::process)
            .filter(process -> process.pid() == pid)
            .flatMap(RunningProcess::find);
    return owner.orElseThrow(
        () ->
            CommandFailure.owned(
                "the database belongs to process "
                    + pid
                    + ", which is no 'database start'; stop that process instead"));
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw CommandFailure.failed(
          "process " + process.pid() + " has not ended within " + STOP_WAIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw CommandFailure.failed("waiting for process " + process.pid() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", e);
    }
  }

  private ExitCode status(ParseResult given) {
    Path data = data(configuration.load(given));
    ServerStatus status = EmbeddedServer.status(data);
    if (given.hasMatchedOption("--json")) {
      surroundings.out().println(JsonText.of(json(status)));
    } else {
      surroundings.out().println(line(status, data));
    }
    return ExitCode.WELL;
  }

  private Path data(ResolvedSettings resolved) {
    return surroundings.folder().resolve(resolved.settings().get(AppSettings.DATA));
  }

  private static String line(ServerStatus status, Path data) {
    return switch (status) {
      case ServerStatus.Running running ->
          "running: PostgreSQL %s at %s:%d, data in %s, owned by process %d"
              .formatted(
                  running.version(), running.host(), running.port(), data, running.ownerPid());
      case ServerStatus.Stopped(String reason) -> "stopped: " + reason;
    };
  }

  private static Map<String, Object> json(ServerStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (status) {
      case ServerStatus.Running running -> {
        json.put("state", "running");
        json.put("version", running.version());
        json.put("host", running.host());
        json.put("port", running.port());
        json.put("ownerPid", running.ownerPid());
      }
      case ServerStatus.Stopped(String reason) -> {
        json.put("state", "stopped");
        json.put("reason", reason);
      }
    }
    return json;
  }
}
