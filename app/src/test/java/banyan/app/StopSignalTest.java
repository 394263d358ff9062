package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals, sent to a process of its own. */
class StopSignalTest {
  private static final long WAIT_SECONDS = 30;

  private Process process;
  private BufferedReader said;

  @BeforeEach
  void startAProcessThatNeverGetsDone() throws IOException {
    process =
        new ProcessBuilder(
                "env",
                "--default-signal=INT", // a build in the background of a script ignores it
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NeverDone.class.getName())
            .redirectErrorStream(true)
            .start();
    // Ends the reading too: a pipe whose writer is gone has an end.
    CompletableFuture.delayedExecutor(WAIT_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    said = process.inputReader();
    assertThat(said.readLine()).isEqualTo("started");
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void letsTheProcessStopInOrderAtFirst() throws Exception {
    signal("TERM");

    assertThat(said.readLine()).isEqualTo("stopping");
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void endsTheProcessAtOnceWhenInterruptedAgain() throws Exception {
    signal("INT");
    assertThat(said.readLine()).isEqualTo("stopping");
    signal("INT");

    assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Is asked to stop and does not come to an end. */
  static final class NeverDone {
    public static void main(String[] arguments) throws InterruptedException {
      StopSignal stop = StopSignal.install();
      System.out.println("started"); // tidy: the process under test speaks by its output
      stop.await();
      System.out.println("stopping"); // tidy: the process under test speaks by its output
      new CountDownLatch(1).await();
    }
  }
}
