package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private static final Rounds.Plan PLAN =
      new Rounds.Plan(1, Duration.ofMillis(1), Duration.ofMillis(1), 1);

  @Test
  void goesOnWithoutAPeerThatTheMachineCannotRun() {
    Peer lacking =
        new Peer(
            "express",
            "its settings",
            () -> Optional.of("node is not installed"),
            () -> {
              throw new BenchFailure("not to be started");
            });
    Scenario scenario = Scenario.reading("GET /", () -> Question.get("/"));
    StringWriter progress = new StringWriter();

    Findings findings;
    try (Suite suite =
        new Suite(
            "shop",
            List.of(lacking),
            () -> List.of(scenario),
            1,
            List.of(),
            List.of(new Rounds()))) {
      findings = suite.measure(PLAN, new Progress(new PrintWriter(progress)));
    }

    assertThat(findings.rows())
        .containsExactly(new Row.NotMeasured("GET /", lacking, "node is not installed"));
    assertThat(progress.toString()).contains("express is not measured: node is not installed");
  }

  @Test
  void saysWhichProgramCannotBeRun() {
    Path folder = Path.of("").toAbsolutePath();

    assertThat(Command.run(List.of("no-such-program-anywhere"), folder))
        .hasValue("no-such-program-anywhere cannot be run");
    assertThat(Command.run(List.of("sh", "-c", "echo why; exit 3"), folder))
        .hasValue("sh failed: why ");
    assertThat(Command.run(List.of("sh", "-c", "exit 0"), folder)).isEmpty();
  }
}
