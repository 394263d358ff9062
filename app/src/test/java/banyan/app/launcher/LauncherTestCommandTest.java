package banyan.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code banyan test} asks of Maven. */
final class LauncherTestCommandTest {
  /** No process has it: it is above the most that Linux gives out. */
  private static final long DEAD_PID = 4_194_305;

  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void layOut() throws IOException {
    sandbox = new LauncherSandbox(folder);
  }

  @Test
  void explainsItsTests() throws Exception {
    sandbox.jdk("jdk", "25");

    assertThat(sandbox.run("test", "--help").out()).contains("--fast").contains("--long");
    assertThat(sandbox.run("test", "--quick").exitCode()).isEqualTo(2);
  }

  @Test
  void runsTheTestsInTheSizeThatIsAskedFor() throws Exception {
    sandbox.jdk("jdk", "25");
    sandbox.with("BANYAN_MEMORY", "");
    sandbox.run("test", "--fast", "--", "-Dtest=PriceTest");
    sandbox.run("test");

    assertThat(Files.readAllLines(sandbox.clone.resolve("maven.log")))
        .satisfiesExactly(
            fast ->
                assertThat(fast)
                    .contains("-Dbanyan.size=fast test -Dtest=PriceTest")
                    .doesNotContain("-Pchecked"),
            whole -> assertThat(whole).contains("-Dbanyan.size=default verify -Pchecked"));
  }

  @Test
  void givesFastTestsAFolderInMemoryAndTakesItBack() throws Exception {
    sandbox.jdk("jdk", "25");
    Path memory = Files.createDirectories(folder.resolve("memory"));
    Files.createDirectories(memory.resolve("banyan-test-" + DEAD_PID));
    sandbox.with("BANYAN_MEMORY", memory.toString()).run("test", "--fast");
    sandbox.run("test");

    assertThat(Files.readAllLines(sandbox.clone.resolve("maven.log")))
        .satisfiesExactly(
            fast -> assertThat(fast).contains("-Dbanyan.temporary=" + memory + "/banyan-test-"),
            whole -> assertThat(whole).doesNotContain("banyan.temporary"));
    assertThat(memory).isEmptyDirectory();
  }
}
