package banyan.app.demo;

import static banyan.testing.TestSize.DEFAULT;
import static banyan.testing.TestSize.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.FromSize;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user starts it, a process of its own. */
class DemoProcessTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final long RUN_SECONDS_MAX = 1_200;

  @TempDir private Path folder;

  /** Beside other tests the gate, by its own margins, is not sure of latencies within minutes. */
  @Test
  @FromSize(LONG)
  void keepsItsPromisesAndLeavesNothingBehind() throws Exception {
    Path report = folder.resolve("report.json");
    Process demo = start("--seconds", "7", "--json", report.toString());
    try {
      await().atMost(START_MAX).until(() -> demo.descendants().count() >= 3);
      List<ProcessHandle> children = demo.descendants().toList();

      assertThat(demo.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).as(output()).isZero();
      JsonNode json = new ObjectMapper().readTree(Files.readString(report));
      assertThat(json.path("kept").asBoolean()).isTrue();
      assertThat(json.path("promises")).hasSize(18);
      assertThat(json.path("stages")).hasSize(18);
      assertThat(json.at("/sides/fallback/requests").asInt()).isPositive();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(output()).contains("All promises were kept.");
      assertThat(Path.of(folderOfTheDemo())).doesNotExist();
    } finally {
      demo.destroyForcibly();
    }
  }

  /** Not even an orderly end is needed: who serves for it ends with it. */
  @Test
  @FromSize(DEFAULT)
  void takesItsProcessesAlongWhenItIsKilled() throws Exception {
    Process demo = start();
    try {
      await().atMost(START_MAX).until(() -> output().contains("at-home"));
      List<ProcessHandle> children = demo.descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(3);

      demo.destroyForcibly();

      await().atMost(START_MAX).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      demo.destroyForcibly();
    }
    try (DemoFolder later = DemoFolder.temporary()) {
      assertThat(later.path()).exists();
      assertThat(Path.of(folderOfTheDemo())).as("what the killed one left").doesNotExist();
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("demo"));
    all.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(JavaProgram.ofThisProcess().with(all));
    builder.environment().keySet().removeIf(name -> name.startsWith("BANYAN_"));
    builder
        .environment()
        .put(
            "BANYAN_DATABASE_PROGRAMS",
            Path.of(System.getProperty("banyan.root"), "target", "test-postgres").toString());
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private String folderOfTheDemo() throws IOException {
    String first = output().lines().findFirst().orElseThrow();
    return first.substring(first.indexOf('/'));
  }
}
