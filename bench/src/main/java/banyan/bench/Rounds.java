package banyan.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time per request: every peer stays up, and they take turns within each round, so that
 * whatever the machine does meanwhile meets all of them. Belongs to one thread.
 */
final class Rounds implements Study {
  /**
   * How long and how often.
   *
   * @param count windows of each peer in each scenario
   * @param window the time of one
   * @param warmUp of each peer in each scenario, before its first window
   * @param perSecond requests that come in a second where latency is measured
   */
  record Plan(int count, Duration window, Duration warmUp, int perSecond) {}

  @Override
  public Findings find(Findings before, Ground ground) {
    Map<Peer, PeerProcess> running = ground.peers().all();
    List<Scenario> scenarios = ground.suite().scenarios().get();
    Map<String, Integer> ports = new LinkedHashMap<>();
    running.forEach((peer, process) -> ports.put(peer.name(), process.port()));
    scenarios.forEach(scenario -> Agreement.check(scenario, ports));
    // All of it before any of it counts: a compiler that knows one kind of request alone would bet
    // on it, and compile again within the windows of the next.
    running.forEach((peer, process) -> warmUp(peer, process, scenarios, ground));
    List<Row> rows = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      rows.addAll(measure(scenario, ground));
    }
    return before.withRows(rows);
  }

  private static void warmUp(
      Peer peer, PeerProcess process, List<Scenario> scenarios, Ground ground) {
    for (Scenario scenario : scenarios) {
      Window cold = window(scenario, process, ground.suite(), ground.plan().warmUp());
      ground
          .progress()
          .say(
              "%s: warmed up %s with %d requests of %.1f µs"
                  .formatted(
                      scenario.name(), peer.name(), cold.requests(), cold.microsPerRequest()));
    }
  }

  private static List<Row> measure(Scenario scenario, Ground ground) {
    Map<Peer, PeerProcess> running = ground.peers().all();
    Map<Peer, List<Window>> windows = new LinkedHashMap<>();
    running.keySet().forEach(peer -> windows.put(peer, new ArrayList<>()));
    Plan plan = ground.plan();
    for (int round = 1; round <= plan.count(); round++) {
      ground.progress().say(scenario.name() + ": round " + round + " of " + plan.count());
      running.forEach(
          (peer, process) ->
              windows
                  .getOrDefault(peer, new ArrayList<>())
                  .add(window(scenario, process, ground.suite(), plan.window())));
    }
    return ground.suite().peers().stream()
        .map(peer -> row(scenario, peer, windows, ground.peers()))
        .toList();
  }

  private static Row row(
      Scenario scenario, Peer peer, Map<Peer, List<Window>> windows, RunningPeers peers) {
    List<Window> measured = windows.get(peer);
    return measured == null
        ? new Row.NotMeasured(scenario.name(), peer, peers.lacking(peer).orElse("unknown"))
        : new Row.Measured(scenario.name(), peer, measured);
  }

  private static Window window(Scenario scenario, PeerProcess process, Suite suite, Duration time) {
    long cpu = process.cpuMicros();
    long start = System.nanoTime();
    long requests = Load.run(scenario, process.port(), suite.connections(), time);
    long nanos = System.nanoTime() - start;
    Window window = new Window(requests, process.cpuMicros() - cpu, nanos, process.peakBytes());
    scenario.afterwards().run();
    return window;
  }
}
