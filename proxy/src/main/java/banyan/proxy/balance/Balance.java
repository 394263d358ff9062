package banyan.proxy.balance;

import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The endpoints of all upstreams of a process. They outlive the tables that name them: what is
 * known of an endpoint stays known as long as it stays. Any thread.
 */
public final class Balance {
  private final LongSupplier nanoTime;
  private final Map<String, Endpoints> byUpstream = new ConcurrentHashMap<>();
  private volatile Map<String, Upstream> inForce = Map.of();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public Balance(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * The endpoints of an upstream, by its name. What the table in force says of it counts, also for
   * a request by an older table; where no table says anything, the definition that is given.
   */
  public Endpoints of(Upstream upstream) {
    Endpoints known = byUpstream.get(upstream.name());
    if (known != null && known.isDefinedBy(upstream)) {
      return known;
    }
    Endpoints named =
        byUpstream.computeIfAbsent(upstream.name(), _ -> new Endpoints(upstream, nanoTime));
    if (!inForce.containsKey(upstream.name())) {
      named.define(upstream);
    }
    return named;
  }

  /** From now on upstreams are what the newest table says. */
  public void follow(LiveRoutes live) {
    live.follow(this::change);
  }

  private void change(RouteTable table) {
    Map<String, Upstream> upstreams = table.upstreams();
    inForce = Map.copyOf(upstreams);
    upstreams.values().forEach(upstream -> of(upstream).define(upstream));
    // Who is asked by an older table meanwhile is made anew, and forgotten with the next one.
    byUpstream.keySet().retainAll(upstreams.keySet());
  }
}
