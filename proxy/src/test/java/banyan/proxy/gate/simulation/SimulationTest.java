package banyan.proxy.gate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of docs/gate.md, on made-up releases. */
class SimulationTest {
  private static final int HEALTHY = TestSize.pick("healthy releases", 40, 2_000, 10_000);
  private static final int HARMFUL = TestSize.pick("harmful releases", 60, 500, 5_000);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void rollsBackAtMostOneHealthyReleaseInAHundred(int burst) {
    Scenario scenario = Scenario.DEFAULT.withRps(1).withBurst(burst);

    assertThat(Simulation.falseRollbackRate(scenario, HEALTHY, 1)).isLessThanOrEqualTo(0.01);
  }

  @Test
  void catchesThreefoldErrorsWithinFourMinutes() {
    Scenario harmful = Scenario.DEFAULT.withEffects(3, 1);

    assertThat(Simulation.medianMinutesToRollback(harmful, HARMFUL, 2)).isLessThan(4.0);
  }

  @Test
  void catchesDoubledLatencyWithinFourMinutes() {
    Scenario harmful = Scenario.DEFAULT.withEffects(1, 2);

    assertThat(Simulation.medianMinutesToRollback(harmful, HARMFUL, 3)).isLessThan(4.0);
  }

  @Test
  void dependsOnTheSeedAlone() {
    Scenario scenario = Scenario.DEFAULT.withRps(0.5);

    assertThat(Simulation.run(scenario, 5, 4)).isEqualTo(Simulation.run(scenario, 5, 4));
  }
}
