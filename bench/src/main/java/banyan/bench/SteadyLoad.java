package banyan.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Requests that come at even times, whether or not the last ones are answered. One that finds no
 * free connection waits for it, and the time of each counts from when it was due: a peer that
 * stalls is charged for all that it let wait (coordinated omission, in Gil Tene's words, is not
 * left out). One thread, which never sleeps: a timer of the system would be later than the answers.
 */
final class SteadyLoad {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Clients clients;
  private final Deque<Clients.Client> free;
  private final Latencies latencies;

  private SteadyLoad(Clients clients, int requests) {
    this.clients = clients;
    this.free = new ArrayDeque<>(clients.all());
    this.latencies = new Latencies(requests);
  }

  /** Asks a server of this machine so often a second, for a while. */
  static Latencies run(Scenario scenario, int port, int connections, int perSecond, Duration time) {
    int requests = Math.toIntExact(Math.max(1, perSecond * time.toMillis() / 1000));
    try (Clients clients = Clients.connect(scenario, port, connections)) {
      SteadyLoad load = new SteadyLoad(clients, requests);
      load.run(requests, NANOS_PER_SECOND / perSecond);
      return load.latencies;
    } catch (IOException e) {
      throw new BenchFailure(scenario.name() + ": " + e.getMessage(), e);
    }
  }

  private void run(int requests, long interval) throws IOException {
    long start = System.nanoTime();
    int asked = 0;
    while (latencies.count() < requests) {
      while (asked < requests
          && !free.isEmpty()
          && start + asked * interval - System.nanoTime() <= 0) {
        clients.ask(free.remove(), start + asked * interval);
        asked++;
      }
      clients.poll(this::answered);
    }
  }

  private void answered(Clients.Client client) {
    latencies.add(System.nanoTime() - client.due());
    free.add(client);
  }
}
