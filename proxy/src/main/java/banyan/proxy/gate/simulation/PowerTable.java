package banyan.proxy.gate.simulation;

import java.util.ArrayList;
import java.util.List;

/** The scenarios that docs/gate.md shows. */
public final class PowerTable {
  private static final int[] BURSTS = {1, 3, 10};
  private static final double[] RATES = {0.5, 5, 50};
  private static final double[] ERROR_EFFECTS = {1.5, 2, 3, 10};
  private static final double[] LATENCY_EFFECTS = {1.25, 1.5, 2};

  private PowerTable() {}

  /**
   * Runs every scenario: each burst, each effect on errors at each rate, each effect on latency at
   * each rate.
   *
   * @param like has what all of them share: weight, hours, base error
   */
  public static List<SimulationReport> run(Scenario like, int releases, long seed) {
    return Simulation.run(scenarios(like), releases, seed);
  }

  static List<Scenario> scenarios(Scenario like) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int burst : BURSTS) {
      scenarios.add(like.withBurst(burst));
    }
    for (double rps : RATES) {
      Scenario independent = like.withRps(rps).withBurst(1);
      for (double effect : ERROR_EFFECTS) {
        scenarios.add(independent.withEffects(effect, 1));
      }
      for (double effect : LATENCY_EFFECTS) {
        scenarios.add(independent.withEffects(1, effect));
      }
    }
    return scenarios;
  }
}
