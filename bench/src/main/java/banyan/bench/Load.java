package banyan.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * Clients that ask, wait for the answer, and ask again. All of them share one thread, on a
 * processor that the measured process does not have.
 */
final class Load {
  private final Clients clients;
  private final long start = System.nanoTime();
  private final long timeNanos;
  private final long sliceNanos;
  private final long[] slices;
  private int underWay;

  private Load(Clients clients, Duration time, Duration slice) {
    this.clients = clients;
    this.timeNanos = time.toNanos();
    this.sliceNanos = slice.toNanos();
    this.slices = new long[Math.toIntExact((timeNanos + sliceNanos - 1) / sliceNanos)];
  }

  /** Asks a server of this machine for a while; returns how many requests were answered. */
  static long run(Scenario scenario, int port, int connections, Duration time) {
    return perSlice(scenario, port, connections, time, time)[0];
  }

  /**
   * The same, told for each slice of the time; what is answered after it counts to the last slice.
   */
  static long[] perSlice(
      Scenario scenario, int port, int connections, Duration time, Duration slice) {
    try (Clients clients = Clients.connect(scenario, port, connections)) {
      Load load = new Load(clients, time, slice);
      load.run();
      return load.slices;
    } catch (IOException e) {
      throw new BenchFailure(scenario.name() + ": " + e.getMessage(), e);
    }
  }

  private void run() throws IOException {
    for (Clients.Client client : clients.all()) {
      ask(client);
    }
    while (underWay > 0) {
      clients.await(this::answered);
    }
  }

  private void ask(Clients.Client client) throws IOException {
    clients.ask(client, start);
    underWay++;
  }

  private void answered(Clients.Client client) throws IOException {
    underWay--;
    long since = System.nanoTime() - start;
    slices[(int) Math.min(since / sliceNanos, slices.length - 1)]++;
    if (since < timeNanos) {
      ask(client);
    }
  }
}
