package banyan.platform.database.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that runs for a moment and says something. */
final class OneShot {
  private static final Logger LOG = LoggerFactory.getLogger(OneShot.class);
  private static final int OUTPUT_BYTES_MAX = 64 * 1024;
  private static final Duration OUTPUT_WAIT = Duration.ofSeconds(5);

  private OneShot() {}

  /**
   * @param exit 127 also for a program that is not there
   */
  record Result(int exit, String output) {
    boolean isSuccess() {
      return exit == 0;
    }
  }

  /** Runs to the end; a program that takes longer than {@code limit} is killed and has failed. */
  static Result run(List<String> command, String input, Duration limit) throws IOException {
    Process process;
    try {
      process = builder(command).start();
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    }
    CompletableFuture<String> output = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("banyan-database-output").start(() -> read(process, output));
    try {
      feed(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Result(124, "took longer than " + limit.toSeconds() + " s");
      }
      return new Result(
          process.exitValue(),
          output.completeOnTimeout("", OUTPUT_WAIT.toMillis(), TimeUnit.MILLISECONDS).join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("interrupted while running " + command.getFirst(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * A child of ours sees none of our environment but the path: it may hold secrets. It stands in
   * the root folder, since another user may not be allowed into ours.
   */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  /** A program that does not read its input says why by its exit. */
  private static void feed(Process process, String input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("input not taken: {}", e.toString());
    }
  }

  private static void read(Process process, CompletableFuture<String> output) {
    try (var stream = process.getInputStream()) {
      byte[] bytes = stream.readNBytes(OUTPUT_BYTES_MAX);
      stream.transferTo(OutputStream.nullOutputStream());
      output.complete(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      output.complete("");
    }
  }
}
