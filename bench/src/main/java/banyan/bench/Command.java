package banyan.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {
  private static final Duration TIME_MAX = Duration.ofMinutes(5);
  private static final int SHOWN_LENGTH_MAX = 300;

  private Command() {}

  /** What went wrong, in one line; empty when it ended with 0. */
  static Optional<String> run(List<String> command, Path folder) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("\\s+", " ");
      if (!process.waitFor(TIME_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of(
            command.getFirst() + " did not end within " + TIME_MAX.toMinutes() + " min");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(
              command.getFirst()
                  + " failed: "
                  + output.substring(0, Math.min(output.length(), SHOWN_LENGTH_MAX)));
    } catch (IOException e) {
      return Optional.of(command.getFirst() + " cannot be run");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }
}
