package banyan.app.demo;

import banyan.app.AdminAddress;
import banyan.app.AdminClient;
import banyan.app.CommandFailure;
import banyan.app.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of this program that serves on the data folder, and ends when we do: its input is a
 * pipe of ours, and it stops when that ends. For one thread but for its addresses.
 */
final class ChildProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration KILL_MAX = Duration.ofSeconds(5);
  private static final int OUTPUT_LENGTH_MAX = 4_000;

  private final Process process;
  private final RunFile runFile;
  private final AdminClient admin;

  private ChildProcess(Process process, RunFile runFile) {
    this.process = process;
    this.runFile = runFile;
    this.admin =
        new AdminClient(
            AdminAddress.given(
                String.valueOf(runFile.adminUrl()), Path.of(String.valueOf(runFile.tokenFile()))));
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param arguments after those of every process: data folder and end
   * @throws CommandFailure with the end of its output, when it does not become ready
   */
  static ChildProcess start(
      JavaProgram program, Path data, String name, List<String> arguments, Waiting waiting) {
    Path output = data.resolve("log").resolve(name + ".out");
    Process process = spawn(program, data, output, arguments);
    boolean isReady = false;
    try {
      RunFile[] found = new RunFile[1];
      boolean isThere =
          waiting.until(
              START_MAX,
              () -> {
                found[0] = runFile(data, process).orElse(null);
                return found[0] != null || !process.isAlive();
              });
      if (!isThere || found[0] == null) {
        throw CommandFailure.failed(name + " did not start: " + tail(output));
      }
      ChildProcess child = new ChildProcess(process, found[0]);
      isReady = waiting.until(START_MAX, () -> child.isReady() || !process.isAlive());
      if (!isReady || !process.isAlive()) {
        throw CommandFailure.failed(name + " did not become ready: " + tail(output));
      }
      return child;
    } finally {
      if (!isReady) {
        process.destroyForcibly();
      }
    }
  }

  private static Process spawn(
      JavaProgram program, Path data, Path output, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--data", data.toString(), "--admin-port", "0", "--until-input-ends"));
    ProcessBuilder builder = new ProcessBuilder(program.with(all)).redirectErrorStream(true);
    builder.directory(data.toFile());
    // The user's settings are about another database and other ports.
    builder.environment().keySet().removeIf(name -> name.startsWith("BANYAN_"));
    try {
      Files.createDirectories(output.resolveSibling(""));
      return builder.redirectOutput(output.toFile()).start();
    } catch (IOException e) {
      throw CommandFailure.failed("a process of the demo cannot be started: " + e, e);
    }
  }

  private static Optional<RunFile> runFile(Path data, Process process) {
    return RunFile.living(data).stream()
        .filter(file -> file.process().pid() == process.pid() && file.url() != null)
        .findFirst();
  }

  private boolean isReady() {
    try {
      admin.ask("/health/ready");
      return true;
    } catch (CommandFailure e) {
      return false;
    }
  }

  /** Where its clients are served. */
  URI url() {
    return URI.create(String.valueOf(runFile.url()));
  }

  /** Names its log. */
  String role() {
    return runFile.role();
  }

  /** What its admin listener answers. */
  String ask(String path) {
    return admin.ask(path);
  }

  /** What its admin listener answers when it is sent JSON. */
  AdminClient.Reply send(String path, String json) {
    return admin.send(path, json);
  }

  /** Ends it as {@code kill -9} does; returns when it has ended. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(KILL_MAX);
    admin.close();
  }

  /** Ends its input, which lets it stop in order, and does not wait. */
  void askToStop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended before: there is nobody to ask.
    }
  }

  /** Stops it in order, by force when that takes too long. */
  @Override
  public void close() {
    askToStop();
    if (!awaitEnd(STOP_MAX)) {
      process.destroyForcibly();
      awaitEnd(KILL_MAX);
    }
    admin.close();
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String tail(Path output) {
    try {
      String text = Files.readString(output).strip();
      return text.substring(Math.max(0, text.length() - OUTPUT_LENGTH_MAX));
    } catch (IOException e) {
      throw new UncheckedIOException("the output of a process of the demo " + output, e);
    }
  }
}
