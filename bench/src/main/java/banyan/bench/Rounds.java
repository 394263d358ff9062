package banyan.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run of one suite: every peer stays up, and they take turns within each round, so that
 * whatever the machine does meanwhile meets all of them. Belongs to one thread.
 */
final class Rounds {
  /**
   * How long and how often.
   *
   * @param count windows of each peer in each scenario
   * @param window the time of one
   * @param warmUp of each peer in each scenario, before its first window
   */
  record Plan(int count, Duration window, Duration warmUp) {}

  private final Suite suite;
  private final Plan plan;
  private final PrintWriter progress;
  private final Map<Peer, PeerProcess> running = new LinkedHashMap<>();
  private final Map<Peer, String> missing = new LinkedHashMap<>();

  private Rounds(Suite suite, Plan plan, PrintWriter progress) {
    this.suite = suite;
    this.plan = plan;
    this.progress = progress;
  }

  static List<Row> run(Suite suite, Plan plan, PrintWriter progress) {
    Rounds rounds = new Rounds(suite, plan, progress);
    try {
      rounds.start();
      return rounds.measure();
    } finally {
      rounds.running.values().forEach(PeerProcess::close);
    }
  }

  private void start() {
    for (Peer peer : suite.peers()) {
      Optional<String> lacking = peer.installation().missing();
      if (lacking.isPresent()) {
        say(peer.name() + " is not measured: " + lacking.get());
        missing.put(peer, lacking.get());
      } else {
        say("starting " + peer.name());
        running.put(peer, peer.start().start());
      }
    }
  }

  private List<Row> measure() {
    List<Scenario> scenarios = suite.scenarios().get();
    Map<String, Integer> ports = new LinkedHashMap<>();
    running.forEach((peer, process) -> ports.put(peer.name(), process.port()));
    scenarios.forEach(scenario -> Agreement.check(scenario, ports));
    // All of it before any of it counts: a compiler that knows one kind of request alone would bet
    // on it, and compile again within the windows of the next.
    running.forEach((peer, process) -> warmUp(peer, process, scenarios));
    List<Row> rows = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      rows.addAll(measure(scenario));
    }
    return rows;
  }

  private void warmUp(Peer peer, PeerProcess process, List<Scenario> scenarios) {
    for (Scenario scenario : scenarios) {
      Window cold = window(scenario, process, plan.warmUp());
      say(
          "%s: warmed up %s with %d requests of %.1f µs"
              .formatted(scenario.name(), peer.name(), cold.requests(), cold.microsPerRequest()));
    }
  }

  private List<Row> measure(Scenario scenario) {
    Map<Peer, List<Window>> windows = new LinkedHashMap<>();
    running.keySet().forEach(peer -> windows.put(peer, new ArrayList<>()));
    for (int round = 1; round <= plan.count(); round++) {
      say(scenario.name() + ": round " + round + " of " + plan.count());
      running.forEach(
          (peer, process) ->
              windows
                  .getOrDefault(peer, new ArrayList<>())
                  .add(window(scenario, process, plan.window())));
    }
    return suite.peers().stream().map(peer -> row(scenario, peer, windows)).toList();
  }

  private Row row(Scenario scenario, Peer peer, Map<Peer, List<Window>> windows) {
    List<Window> measured = windows.get(peer);
    return measured == null
        ? new Row.NotMeasured(scenario.name(), peer, missing.getOrDefault(peer, "unknown"))
        : new Row.Measured(scenario.name(), peer, measured);
  }

  private Window window(Scenario scenario, PeerProcess process, Duration time) {
    long cpu = process.cpuMicros();
    long start = System.nanoTime();
    long requests = Load.run(scenario, process.port(), suite.connections(), time);
    Window window = new Window(requests, process.cpuMicros() - cpu, System.nanoTime() - start);
    scenario.afterwards().run();
    return window;
  }

  private void say(String line) {
    progress.println("bench: " + line);
    progress.flush();
  }
}
