package banyan.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * What is measured together.
 *
 * @param peers ours is the first; started in this order
 * @param scenarios made when every peer runs
 * @param connections that a peer is asked on at once
 * @param ground what the peers stand on; closed after them
 * @param studies in their order
 */
record Suite(
    String name,
    List<Peer> peers,
    Supplier<List<Scenario>> scenarios,
    int connections,
    List<AutoCloseable> ground,
    List<Study> studies)
    implements AutoCloseable {

  /** The same with ours and those peers alone whose names begin so; with all when none is named. */
  Suite with(List<String> names) {
    Peer ours = peers.getFirst();
    List<Peer> chosen =
        peers.stream()
            .filter(
                peer ->
                    names.isEmpty()
                        || peer.equals(ours)
                        || names.stream().anyMatch(name -> peer.name().startsWith(name)))
            .toList();
    return new Suite(name, chosen, scenarios, connections, ground, studies);
  }

  /** Measures; the peers run as long as this takes. */
  Findings measure(Rounds.Plan plan, Progress progress) {
    try (RunningPeers running = new RunningPeers(peers, progress)) {
      var material = new Study.Ground(this, plan, running, progress);
      Findings found = Findings.NOTHING;
      for (Study study : studies) {
        found = study.find(found, material);
      }
      return found;
    }
  }

  @Override
  public void close() {
    for (AutoCloseable part : ground.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        throw new BenchFailure("the ground of " + name + " does not close", e);
      }
    }
  }
}
