package banyan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a JVM allocates for one answer, by the size of its body: a proxy that streams needs as much
 * for a large one as for a small one, but for what each piece on the wire costs.
 *
 * @param bodyBytes of each scenario's answers, by its name
 */
record BodySizes(Map<String, Integer> bodyBytes) implements Study {
  private static final List<String> COLUMNS = List.of("REQUESTS", "KiB EACH", "BYTES/KiB");
  private static final double BYTES_PER_KIB = 1024;

  @Override
  public Findings find(Findings before, Ground ground) {
    Findings found = before;
    for (Scenario scenario : ground.suite().scenarios().get()) {
      List<Figures.Line> lines = new ArrayList<>();
      ground
          .peers()
          .all()
          .forEach(
              (peer, process) ->
                  lines.add(measure(peer, process.port(), process.pid(), scenario, ground)));
      found = found.with(new Figures(scenario.name() + ", allocated", COLUMNS, lines));
    }
    return found;
  }

  private Figures.Line measure(Peer peer, int port, long pid, Scenario scenario, Ground ground) {
    int connections = ground.suite().connections();
    ground.progress().say(scenario.name() + ": " + peer.name());
    long _ = Load.run(scenario, port, connections, ground.plan().warmUp());
    try (JvmAllocation jvm = JvmAllocation.of(pid)) {
      long question = jvm.bytesOfAQuestion();
      long start = jvm.bytes();
      long requests = Load.run(scenario, port, connections, ground.plan().window());
      double each = (double) (jvm.bytes() - start - question) / requests;
      double sizeKib = Math.max(1, bodyBytes.getOrDefault(scenario.name(), 0) / BYTES_PER_KIB);
      return new Figures.Values(
          peer.name(), List.of((double) requests, each / BYTES_PER_KIB, each / sizeKib));
    }
  }
}
