package banyan.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./banyan fuzz}: what it takes; the fuzzer itself is fetched by those who call it. */
final class LauncherFuzzTest {
  @TempDir private Path folder;
  private LauncherSandbox sandbox;

  @BeforeEach
  void layOut() throws Exception {
    sandbox = new LauncherSandbox(folder);
    sandbox.jdk("jdk", "25");
  }

  @Test
  void explainsItself() throws Exception {
    assertThat(sandbox.run("fuzz", "--help").out()).contains("--seconds").contains("document");
  }

  @Test
  void refusesTargetsAndTimesThatAreNone() throws Exception {
    assertThat(sandbox.run("fuzz", "everything").exitCode()).isEqualTo(2);
    assertThat(sandbox.run("fuzz", "path", "--seconds", "soon").exitCode()).isEqualTo(2);
  }
}
