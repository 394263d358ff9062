package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were taken on, in one line each. */
record Machine(String processor, int processors, String system, String jdk) {
  static Machine of() {
    return new Machine(
        processorName(),
        availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + Runtime.version());
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** All of the machine's: this process itself may be bound to some. */
  private static int availableProcessors() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return Math.max(1, (int) lines.filter(line -> line.startsWith("processor")).count());
    } catch (IOException e) {
      return Runtime.getRuntime().availableProcessors();
    }
  }
}
