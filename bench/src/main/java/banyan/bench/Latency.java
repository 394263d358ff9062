package banyan.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long an answer takes when requests come at a fixed rate, whether or not the last ones are
 * answered: first at the rate of the plan, then at half of what ours can do at most. The origin
 * alone, with nothing between, tells what of it the load and the origin take.
 *
 * @param originPort of the server behind the peers
 */
record Latency(int originPort) implements Study {
  private static final String ORIGIN = "the origin alone";
  private static final List<String> COLUMNS =
      List.of("P50 µs", "P99 µs", "P99.9 µs", "MOST µs", "P99 ADDED");

  /** What a window is summed up in. */
  private static final List<Double> SHARES = List.of(0.5, 0.99, 0.999, 1.0);

  private static final int P99 = 1;

  @Override
  public Findings find(Findings before, Ground ground) {
    Findings found = before;
    for (Scenario scenario : ground.suite().scenarios().get()) {
      found = found.with(at(ground.plan().perSecond(), scenario, before, ground));
      int half = (int) (saturation(before, scenario, ground.suite().peers().getFirst()) / 2);
      if (half > 0) {
        found = found.with(at(half, scenario, before, ground));
      }
    }
    return found;
  }

  private Figures at(int perSecond, Scenario scenario, Findings before, Ground ground) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    Map<String, String> tooSlow = new LinkedHashMap<>();
    ports.put(ORIGIN, originPort);
    ground
        .peers()
        .all()
        .forEach(
            (peer, process) -> {
              double most = saturation(before, scenario, peer);
              if (most > perSecond) {
                ports.put(peer.name(), process.port());
              } else {
                tooSlow.put(peer.name(), "at most %.0f requests/s".formatted(most));
              }
            });
    Map<String, List<List<Double>>> windows = new LinkedHashMap<>();
    for (int round = 1; round <= ground.plan().count(); round++) {
      ground.progress().say("%s at %d/s: round %d".formatted(scenario.name(), perSecond, round));
      ports.forEach(
          (name, port) ->
              windows
                  .computeIfAbsent(name, _ -> new ArrayList<>())
                  .add(window(scenario, port, perSecond, ground)));
    }
    double alone = median(windows.getOrDefault(ORIGIN, List.of()), P99);
    List<Figures.Line> lines = new ArrayList<>();
    windows.forEach((name, measured) -> lines.add(line(name, measured, alone)));
    tooSlow.forEach((name, why) -> lines.add(new Figures.NotMeasured(name, why)));
    return new Figures(
        String.format(
            Locale.ROOT,
            "%s, %d requests/s, open loop: from when each was due; medians of the windows",
            scenario.name(),
            perSecond),
        COLUMNS,
        lines);
  }

  private static List<Double> window(Scenario scenario, int port, int perSecond, Ground ground) {
    Latencies found =
        SteadyLoad.run(
            scenario, port, ground.suite().connections(), perSecond, ground.plan().window());
    return SHARES.stream().map(found::micros).toList();
  }

  private static Figures.Line line(String name, List<List<Double>> windows, double alone) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < SHARES.size(); i++) {
      values.add(median(windows, i));
    }
    values.add(values.get(P99) - alone);
    return new Figures.Values(name, values);
  }

  private static double median(List<List<Double>> windows, int column) {
    return Window.median(windows.stream().map(window -> window.get(column)).toList());
  }

  /** Requests a second when each client asks as soon as it is answered; 0 where not measured. */
  private static double saturation(Findings before, Scenario scenario, Peer peer) {
    return before.rows().stream()
        .filter(row -> row.peer().equals(peer) && row.scenario().equals(scenario.name()))
        .mapToDouble(row -> row instanceof Row.Measured m ? m.median(Window::requestsPerSecond) : 0)
        .findFirst()
        .orElse(0);
  }
}
