package banyan.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link #COUNT} clients cost that have had an answer each and keep their connection: resident
 * memory beyond that of the peer when it is warm.
 */
final class IdleConnections implements Study {
  static final int COUNT = 10_000;

  private static final double BYTES_PER_MIB = 1024.0 * 1024.0;
  private static final double BYTES_PER_KIB = 1024.0;
  private static final List<String> COLUMNS =
      List.of("BASE MiB", "WITH THEM", "ADDED MiB", "KiB EACH");

  @Override
  public Findings find(Findings before, Ground ground) {
    Scenario scenario = ground.suite().scenarios().get().getFirst();
    List<Figures.Line> lines = new ArrayList<>();
    for (Peer peer : ground.suite().peers()) {
      PeerProcess process = ground.peers().all().get(peer);
      if (process == null) {
        String reason = ground.peers().lacking(peer).orElse("unknown");
        lines.add(new Figures.NotMeasured(peer.name(), reason));
        continue;
      }
      long _ =
          Load.run(scenario, process.port(), ground.suite().connections(), ground.plan().warmUp());
      ground.progress().say("opening " + COUNT + " connections to " + peer.name());
      lines.add(measure(peer, process, scenario));
    }
    return before.with(
        new Figures(
            String.format(Locale.ROOT, "%,d idle connections after an answer each", COUNT),
            COLUMNS,
            lines));
  }

  private static Figures.Line measure(Peer peer, PeerProcess process, Scenario scenario) {
    long base = process.residentBytes();
    try (Clients clients = Clients.connect(scenario, process.port(), COUNT)) {
      for (Clients.Client client : clients.all()) {
        boolean[] isAnswered = {false};
        clients.ask(client, System.nanoTime());
        while (!isAnswered[0]) {
          clients.await(_ -> isAnswered[0] = true);
        }
      }
      long with = process.residentBytes();
      return new Figures.Values(
          peer.name(),
          List.of(
              base / BYTES_PER_MIB,
              with / BYTES_PER_MIB,
              (with - base) / BYTES_PER_MIB,
              (with - base) / BYTES_PER_KIB / COUNT));
    } catch (IOException e) {
      throw new BenchFailure(
          peer.name()
              + ": cannot hold "
              + COUNT
              + " connections ("
              + e.getMessage()
              + "); raise the limit of open files: ulimit -n 12000",
          e);
    }
  }
}
