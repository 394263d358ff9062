package banyan.proxy.balance;

import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The endpoints of all upstreams of a process. They outlive the tables that name them: what is
 * known of an endpoint stays known as long as it stays. Any thread.
 */
public final class Balance {
  private final LongSupplier nanoTime;
  private final EndpointFigures figures;
  private final Consumer<Endpoints> whenDefined;
  private final Map<String, Endpoints> byUpstream = new ConcurrentHashMap<>();
  private volatile Map<String, Upstream> inForce = Map.of();

  /**
   * The endpoints of upstreams that nobody watches.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public Balance(LongSupplier nanoTime) {
    this(nanoTime, new EndpointFigures(OpenTelemetry.noop().getMeter("banyan.proxy")), _ -> {});
  }

  /**
   * @param whenDefined told of an upstream that a table brought or changed
   */
  Balance(LongSupplier nanoTime, EndpointFigures figures, Consumer<Endpoints> whenDefined) {
    this.nanoTime = nanoTime;
    this.figures = figures;
    this.whenDefined = whenDefined;
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
        byUpstream.computeIfAbsent(
            upstream.name(), _ -> new Endpoints(upstream, figures, nanoTime));
    if (!inForce.containsKey(upstream.name())) {
      named.define(upstream);
    }
    return named;
  }

  /** From now on upstreams are what the newest table says. */
  public void follow(LiveRoutes live) {
    live.follow(this::change);
  }

  /** How all endpoints stand, by the names of their upstreams. */
  public List<EndpointReport> report() {
    return all().stream().flatMap(endpoints -> endpoints.report().stream()).toList();
  }

  /** By the names of the upstreams. */
  List<Endpoints> all() {
    return byUpstream.values().stream().sorted(Comparator.comparing(Endpoints::upstream)).toList();
  }

  private void change(RouteTable table) {
    Map<String, Upstream> upstreams = table.upstreams();
    inForce = Map.copyOf(upstreams);
    for (Upstream upstream : upstreams.values()) {
      Endpoints endpoints = of(upstream);
      endpoints.define(upstream);
      whenDefined.accept(endpoints);
    }
    for (Endpoints endpoints : all()) {
      // Who is asked by an older table meanwhile is made anew, and forgotten with the next one.
      if (!upstreams.containsKey(endpoints.upstream())) {
        endpoints.forget();
        byUpstream.remove(endpoints.upstream());
      }
    }
  }
}
