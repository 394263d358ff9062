package banyan.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long an answer takes when requests come at a fixed rate, whether or not the last ones are
 * answered: at the rate of the plan, at half of what ours can do at most, and each peer at half of
 * what it can do itself. The origin alone, with nothing between, tells what of it the load and the
 * origin take.
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

  /**
   * One line: who is asked, and how often.
   *
   * @param name of the line
   */
  private record Offer(String name, int port, int perSecond) {}

  @Override
  public Findings find(Findings before, Ground ground) {
    Findings found = before;
    for (Scenario scenario : ground.suite().scenarios().get()) {
      found = found.with(atOneRate(ground.plan().perSecond(), scenario, before, ground));
      int half = half(before, scenario, ground.suite().peers().getFirst());
      if (half > 0) {
        found =
            found
                .with(atOneRate(half, scenario, before, ground))
                .with(atHalves(half, scenario, before, ground));
      }
    }
    return found;
  }

  private Figures atOneRate(int perSecond, Scenario scenario, Findings before, Ground ground) {
    List<Offer> offers = new ArrayList<>(List.of(new Offer(ORIGIN, originPort, perSecond)));
    List<Figures.Line> tooSlow = new ArrayList<>();
    ground
        .peers()
        .all()
        .forEach(
            (peer, process) -> {
              double most = saturation(before, scenario, peer);
              if (most > perSecond) {
                offers.add(new Offer(peer.name(), process.port(), perSecond));
              } else {
                tooSlow.add(
                    new Figures.NotMeasured(
                        peer.name(), "at most %.0f requests/s".formatted(most)));
              }
            });
    return measured("%d requests/s".formatted(perSecond), offers, tooSlow, scenario, ground);
  }

  /**
   * @param ours half of what ours can do, which the origin alone is asked, too
   */
  private Figures atHalves(int ours, Scenario scenario, Findings before, Ground ground) {
    List<Offer> offers = new ArrayList<>(List.of(new Offer(ORIGIN, originPort, ours)));
    ground
        .peers()
        .all()
        .forEach(
            (peer, process) -> {
              int half = half(before, scenario, peer);
              if (half > 0) {
                String name = String.format(Locale.ROOT, "%s, %d/s", peer.name(), half);
                offers.add(new Offer(name, process.port(), half));
              }
            });
    return measured("each at half of its own most", offers, List.of(), scenario, ground);
  }

  /** The windows of all offers, in turns. The first offer is the origin alone. */
  private static Figures measured(
      String rates,
      List<Offer> offers,
      List<Figures.Line> tooSlow,
      Scenario scenario,
      Ground ground) {
    Map<Offer, List<List<Double>>> windows = new LinkedHashMap<>();
    for (int round = 1; round <= ground.plan().count(); round++) {
      ground.progress().say("%s, %s: round %d".formatted(scenario.name(), rates, round));
      for (Offer offer : offers) {
        windows.computeIfAbsent(offer, _ -> new ArrayList<>()).add(window(scenario, offer, ground));
      }
    }
    double alone = median(windows.getOrDefault(offers.getFirst(), List.of()), P99);
    List<Figures.Line> lines = new ArrayList<>();
    windows.forEach((offer, measured) -> lines.add(line(offer.name(), measured, alone)));
    lines.addAll(tooSlow);
    return new Figures(
        String.format(
            Locale.ROOT,
            "%s, %s, open loop: from when each was due; medians of the windows",
            scenario.name(),
            rates),
        COLUMNS,
        lines);
  }

  private static List<Double> window(Scenario scenario, Offer offer, Ground ground) {
    Latencies found =
        SteadyLoad.run(
            scenario,
            offer.port(),
            ground.suite().connections(),
            offer.perSecond(),
            ground.plan().window());
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

  private static int half(Findings before, Scenario scenario, Peer peer) {
    return (int) (saturation(before, scenario, peer) / 2);
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
