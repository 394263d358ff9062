package banyan.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.launcher.LauncherSandbox.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./banyan bench} builds the bench beside the application, and only then. */
final class LauncherBenchTest {
  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void layOut() throws Exception {
    sandbox = new LauncherSandbox(folder);
    sandbox.jdk("jdk", "25");
  }

  @Test
  void buildsTheBenchAndRunsItWithItsArguments() throws Exception {
    Outcome outcome = sandbox.run("bench", "shop", "--rounds", "3");

    assertThat(outcome.exitCode()).as(outcome.complaints()).isZero();
    assertThat(outcome.out()).contains("<banyan.bench.Main>\n<shop>\n<--rounds>\n<3>");
    assertThat(builds().getLast()).contains("-Pbench", "-pl bench -am package");
  }

  @Test
  void buildsNoBenchForOtherCommands() throws Exception {
    sandbox.run("up");

    assertThat(builds()).isNotEmpty().noneMatch(line -> line.contains("-Pbench"));
  }

  private List<String> builds() throws Exception {
    return Files.readAllLines(sandbox.clone.resolve("maven.log"));
  }
}
