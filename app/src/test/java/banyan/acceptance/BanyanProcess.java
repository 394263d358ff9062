package banyan.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Banyan as a user runs it: a process of its own, on ports that the system picks. */
final class BanyanProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path data;
  private final Path output;
  private final JsonNode runFile;

  /** One for all questions: each client has connections of its own, and operators have few. */
  private final Client operator;

  private BanyanProcess(Process process, Path data, Path output, JsonNode runFile) {
    this.process = process;
    this.data = data;
    this.output = output;
    this.runFile = runFile;
    this.operator = new Client(adminUrl());
  }

  /** Starts {@code banyan up} with a data folder and more arguments; waits until it serves. */
  static BanyanProcess up(Path data, String... arguments) throws IOException {
    return serve("up", data, Map.of(), arguments);
  }

  /** Starts {@code banyan proxy}; waits until it serves. */
  static BanyanProcess proxy(Path data, String... arguments) throws IOException {
    return serve("proxy", data, Map.of(), arguments);
  }

  static BanyanProcess serve(
      String command, Path data, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(command, "--data", data.toString()));
    if (!List.of(arguments).contains("--port")) {
      all.addAll(List.of("--port", "0"));
    }
    all.addAll(List.of("--admin-port", "0"));
    all.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile("banyan", ".out");
    output.toFile().deleteOnExit();
    Process process = start(output, environment, all);
    JsonNode runFile =
        await()
            .atMost(START_MAX)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> runFile(process, data, output), file -> file != null);
    return new BanyanProcess(process, data, output, runFile);
  }

  /**
   * How a command ended.
   *
   * @param output what it wrote to both streams
   */
  record Ended(int code, String output) {}

  /** Runs a command to its end. */
  static Ended run(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("banyan", ".out");
    output.toFile().deleteOnExit();
    Process process = start(output, Map.of(), List.of(arguments));
    try {
      if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + List.of(arguments) + "\n" + read(output));
      }
      return new Ended(process.exitValue(), read(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path output, Map<String, String> environment, List<String> arguments)
      throws IOException {
    ProcessBuilder builder = Deployable.process(arguments).redirectOutput(output.toFile());
    builder.directory(output.getParent().toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static @Nullable JsonNode runFile(Process process, Path data, Path output)
      throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("ended with " + process.exitValue() + ":\n" + read(output));
    }
    Path folder = data.resolve("run");
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        JsonNode content = JSON.readTree(Files.readString(file));
        if (content.at("/process/pid").asLong() == process.pid() && content.hasNonNull("url")) {
          return content;
        }
      }
    }
    return null;
  }

  /** The same process, as soon as it says that it can do its work. */
  BanyanProcess awaitReady() {
    await()
        .atMost(START_MAX)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> admin("/health/ready").statusCode() == 200);
    return this;
  }

  URI url() {
    return URI.create(runFile.path("url").asText());
  }

  int port() {
    return url().getPort();
  }

  URI adminUrl() {
    return URI.create(runFile.path("adminUrl").asText());
  }

  Path adminTokenFile() {
    return Path.of(runFile.path("tokenFile").asText());
  }

  /** What its admin listener answers for a path, asked with its token. */
  HttpResponse<String> admin(String path) throws IOException, InterruptedException {
    String token = Files.readString(adminTokenFile()).strip();
    return operator.with("Authorization", "Bearer " + token).get(path);
  }

  Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  String output() throws IOException {
    return read(output);
  }

  /** What it has logged so far. */
  String log() throws IOException {
    return read(data.resolve("log").resolve(runFile.path("role").asText() + ".json"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends SIGTERM and returns at once. */
  void askToStop() {
    process.destroy();
  }

  /** Ends it as SIGTERM does; returns the exit code. */
  int stop() throws InterruptedException {
    askToStop();
    return awaitEnd();
  }

  /** The exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not stop within " + STOP_MAX);
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      stop();
    }
  }

  private static String read(Path output) throws IOException {
    return Files.readString(output);
  }
}
