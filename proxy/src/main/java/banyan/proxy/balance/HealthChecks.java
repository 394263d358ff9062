package banyan.proxy.balance;

import banyan.proxy.route.Balancing.HealthCheck;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks the endpoints of upstreams that name a path whether they are well, each at its own times, so
 * that they are not asked all at once. Any thread.
 */
final class HealthChecks {
  /** An interval is so much shorter or longer by chance. */
  private static final double JITTER = 0.1;

  private final Probe probe;
  private final ScheduledExecutorService timer;
  private final EndpointFigures figures;
  private final Set<Endpoint> watched = ConcurrentHashMap.newKeySet();

  HealthChecks(Probe probe, ScheduledExecutorService timer, EndpointFigures figures) {
    this.probe = probe;
    this.timer = timer;
    this.figures = figures;
  }

  /** Begins to ask the endpoints that are not asked yet; those that go are asked no more. */
  void watch(Endpoints endpoints) {
    for (Endpoint endpoint : endpoints.all()) {
      if (isWanted(endpoints, endpoint) && watched.add(endpoint)) {
        later(endpoints, endpoint, ThreadLocalRandom.current().nextDouble());
      }
    }
  }

  private void ask(Endpoints endpoints, Endpoint endpoint) {
    HealthCheck rule = endpoints.definition().balancing().health();
    if (rule == null || !isWanted(endpoints, endpoint)) {
      watched.remove(endpoint);
      // Who was wanted again meanwhile was thought to be asked still.
      watch(endpoints);
      return;
    }
    probe.ask(
        endpoint.origin(),
        endpoint.key(),
        rule,
        isGood -> {
          figures.checked(endpoints.upstream(), isGood);
          endpoints.checked(endpoint, isGood);
          double chance = ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
          later(endpoints, endpoint, 1 + chance);
        });
  }

  private static boolean isWanted(Endpoints endpoints, Endpoint endpoint) {
    return !endpoints.isForgotten()
        && endpoints.definition().balancing().health() != null
        && endpoints.all().contains(endpoint);
  }

  /**
   * @param part of the interval
   */
  private void later(Endpoints endpoints, Endpoint endpoint, double part) {
    HealthCheck rule = endpoints.definition().balancing().health();
    long nanos = rule == null ? 0 : (long) (rule.interval().toNanos() * part);
    try {
      var _ = timer.schedule(() -> ask(endpoints, endpoint), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The process stops: nobody asks any more.
      watched.remove(endpoint);
    }
  }
}
