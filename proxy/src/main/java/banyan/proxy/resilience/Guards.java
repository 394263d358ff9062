package banyan.proxy.resilience;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The guards of a process, one for each upstream and one bulkhead for each route that has a limit.
 * They are found by name, so that a new route table finds those of the old one. Any thread.
 */
public final class Guards {
  /** Twice the upstreams of a document. Beyond, those of earlier documents are in the way. */
  static final int UPSTREAMS_MAX = 400;

  /** Twice the routes of a document. */
  static final int ROUTES_MAX = 4000;

  private final Map<String, Guard> upstreams = new ConcurrentHashMap<>();
  private final Map<String, Bulkhead> routes = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime()}
   */
  public Guards(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The guard of an upstream, under the policy that its document has now. */
  public Guard of(String upstream, Protection protection) {
    Guard known = upstreams.get(upstream);
    if (known != null && known.isUnder(protection)) {
      return known;
    }
    if (known == null && upstreams.size() >= UPSTREAMS_MAX) {
      // What they learnt is learnt anew by those that are still asked.
      upstreams.clear();
    }
    return upstreams.compute(
        upstream,
        (name, before) ->
            before == null ? new Guard(name, protection, now()) : before.under(protection, now()));
  }

  /** The places of a route. */
  public Bulkhead ofRoute(String id, InFlightPolicy policy) {
    Bulkhead known = routes.get(id);
    if (known != null && known.policy().equals(policy)) {
      return known;
    }
    if (known == null && routes.size() >= ROUTES_MAX) {
      routes.clear();
    }
    Bulkhead found = routes.computeIfAbsent(id, _ -> new Bulkhead(policy));
    found.resize(policy);
    return found;
  }

  public Collection<Guard> all() {
    return upstreams.values();
  }

  /** How the breaker of an upstream stands; empty where none was needed yet, or it has none. */
  public Optional<Breaker.Condition> breaker(String upstream) {
    Guard guard = upstreams.get(upstream);
    Breaker breaker = guard == null ? null : guard.breaker();
    return Optional.ofNullable(breaker).map(found -> found.condition(now()));
  }

  /** The moment, on the clock of all guards. */
  public long now() {
    return nanoTime.getAsLong();
  }
}
