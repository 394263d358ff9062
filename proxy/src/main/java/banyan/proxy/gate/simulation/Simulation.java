package banyan.proxy.gate.simulation;

import banyan.proxy.gate.BinomialBound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Many releases of one scenario. Their results depend on the seed alone. */
public final class Simulation {
  public static final int RELEASES_MAX = 1_000_000;

  private Simulation() {}

  /** Runs healthy releases, and as many with the scenario's effects, on all processors. */
  public static SimulationReport run(Scenario scenario, int releases, long seed) {
    return run(List.of(scenario), releases, seed).getFirst();
  }

  /**
   * Runs several scenarios; those that differ in their effects alone share the healthy releases.
   */
  static List<SimulationReport> run(List<Scenario> scenarios, int releases, long seed) {
    Map<Scenario, List<Ending>> healthy = new HashMap<>();
    return scenarios.stream()
        .map(
            scenario ->
                report(
                    scenario,
                    seed,
                    healthy.computeIfAbsent(
                        scenario.healthy(),
                        like -> endings(like, releases, new SplittableRandom(seed))),
                    endings(scenario, releases, new SplittableRandom(~seed))))
        .toList();
  }

  private static SimulationReport report(
      Scenario scenario, long seed, List<Ending> healthy, List<Ending> harmful) {
    long falseRollbacks = rolledBack(healthy);
    int releases = healthy.size();
    return new SimulationReport(
        scenario,
        releases,
        seed,
        (double) falseRollbacks / releases,
        BinomialBound.upper(falseRollbacks, releases, 0.95),
        (double) rolledBack(harmful) / releases,
        median(harmful.stream().mapToDouble(Ending::rollbackMinutes)),
        promoted(healthy),
        median(healthy.stream().mapToDouble(Ending::promotionMinutes)),
        promoted(harmful));
  }

  /** The share of healthy releases that are rolled back, alone. */
  static double falseRollbackRate(Scenario scenario, int releases, long seed) {
    List<Ending> healthy = endings(scenario.healthy(), releases, new SplittableRandom(seed));
    return (double) rolledBack(healthy) / releases;
  }

  /** How long the scenario's candidate lives, alone; infinite if half of them stay. */
  static double medianMinutesToRollback(Scenario scenario, int releases, long seed) {
    List<Ending> harmful = endings(scenario, releases, new SplittableRandom(~seed));
    Double median = median(harmful.stream().mapToDouble(Ending::rollbackMinutes));
    return median == null ? Double.POSITIVE_INFINITY : median;
  }

  private static List<Ending> endings(Scenario scenario, int releases, SplittableRandom seeds) {
    if (releases < 1 || releases > RELEASES_MAX) {
      throw new IllegalArgumentException(
          "releases " + releases + ": must be from 1 to " + RELEASES_MAX);
    }
    long[] each = seeds.longs(releases).toArray();
    return IntStream.range(0, releases)
        .parallel()
        .mapToObj(i -> new SimulatedRelease(scenario, each[i]).run())
        .toList();
  }

  private static long rolledBack(List<Ending> endings) {
    return endings.stream().filter(Ending::isRolledBack).count();
  }

  private static double promoted(List<Ending> endings) {
    long promoted =
        endings.stream()
            .filter(ending -> ending.promotionMinutes() < Double.POSITIVE_INFINITY)
            .count();
    return (double) promoted / endings.size();
  }

  /** Null when half of them or more never ended. */
  private static @Nullable Double median(DoubleStream minutes) {
    double[] sorted = minutes.sorted().toArray();
    double upper = sorted[sorted.length / 2];
    double lower = sorted[(sorted.length - 1) / 2];
    return Double.isFinite(upper) ? Double.valueOf((lower + upper) / 2) : null;
  }
}
