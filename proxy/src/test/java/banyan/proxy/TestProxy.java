package banyan.proxy;

import banyan.proxy.balance.Balance;
import banyan.proxy.fault.FaultSettings;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.ingress.Listener;
import banyan.proxy.match.Conditions;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.Guards;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.route.Adapter;
import banyan.proxy.route.Artefacts;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.PathAdmission;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Setting;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/** A whole request path on port 0 with one route for every path. */
final class TestProxy implements AutoCloseable {
  private final Listener listener;
  private final Guards guards;
  private final LiveFaults faults;

  private TestProxy(Listener listener, Gateway gateway) {
    this.listener = listener;
    this.guards = gateway.guards();
    this.faults = gateway.faults();
    listener.start();
  }

  static Builder to(ScriptedUpstream upstream) {
    return to(upstream.origin());
  }

  static Builder to(URI... endpoints) {
    return new Builder(List.of(endpoints));
  }

  /** A proxy whose every path is local. */
  static Builder local(Handler local) {
    return new Builder(List.of()).local(local);
  }

  int port() {
    return listener.port();
  }

  RawClient client() {
    return RawClient.to(port());
  }

  /** What guards the upstream. */
  Guard guard() {
    return guards.all().iterator().next();
  }

  /** What may be planted in requests, once the setting allows it. */
  LiveFaults faults() {
    return faults;
  }

  void stop() {
    listener.stop();
  }

  @Override
  public void close() {
    listener.stop();
  }

  static final class Builder {
    private final List<URI> endpoints;
    private final Map<String, Object> values =
        new HashMap<>(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
    private Upstream.Timeouts timeouts = Upstream.Timeouts.DEFAULT;
    private long bodyBytesMax;
    private boolean fallsBack;
    private Protection protection = Protection.DEFAULT;
    private @Nullable InFlightPolicy inFlight;
    private @Nullable Adapter adapter;
    private Balancing balancing = Balancing.DEFAULT;
    private Balance balance = new Balance(System::nanoTime);
    private PathAdmission paths = PathAdmission.NONE;
    private String instance = "test";
    private final List<RequestLog> logs = new ArrayList<>(List.of(new AccessLog()));
    private Tracer tracer = OpenTelemetry.noop().getTracer("banyan.proxy");
    private @Nullable Handler local;
    private UnaryOperator<Handler> extra = UnaryOperator.identity();

    private Builder(List<URI> endpoints) {
      this.endpoints = endpoints;
    }

    Builder timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
      timeouts = new Upstream.Timeouts(connect, firstByte, idle, total);
      return this;
    }

    <T> Builder with(Setting<T> setting, T value) {
      values.put(setting.key(), value);
      return this;
    }

    Builder bodyBytesMax(long bytes) {
      bodyBytesMax = bytes;
      return this;
    }

    Builder protection(Protection guarding) {
      protection = guarding;
      return this;
    }

    /** The upstream is asked whatever it answered before. */
    Builder withoutBreaker() {
      return protection(
          new Protection(protection.retry(), protection.hedge(), null, protection.inFlight()));
    }

    /** The places of the route. */
    Builder inFlight(InFlightPolicy places) {
      inFlight = places;
      return this;
    }

    Builder local(Handler handler) {
      local = handler;
      return this;
    }

    Builder fallingBackTo(Handler handler) {
      fallsBack = true;
      return local(handler);
    }

    Builder adapting(Adapter translation) {
      adapter = translation;
      return this;
    }

    Builder balancing(Balancing rules) {
      balancing = rules;
      return this;
    }

    Builder balance(Balance known) {
      balance = known;
      return this;
    }

    Builder admitting(PathAdmission odd) {
      paths = odd;
      return this;
    }

    Builder instance(String name) {
      instance = name;
      return this;
    }

    Builder tracer(Tracer recording) {
      tracer = recording;
      return this;
    }

    /** Told of each request, beside the access log. */
    Builder log(RequestLog told) {
      logs.add(told);
      return this;
    }

    /** One more step, between identity and body. */
    Builder step(UnaryOperator<Handler> step) {
      extra = step;
      return this;
    }

    TestProxy start() {
      Destination to =
          endpoints.isEmpty()
              ? new Destination.Local()
              : new Destination.Remote(
                  new Upstream("legacy", endpoints, timeouts, null, balancing, protection),
                  adapter,
                  paths);
      Route route =
          new Route(
              "* /**",
              endpoints.isEmpty() ? Route.Source.DECLARATION : Route.Source.DOCUMENT,
              null,
              new PathTemplate("/**", List.of(), true),
              Set.of(),
              to,
              fallsBack,
              "test",
              null,
              bodyBytesMax,
              Conditions.NONE,
              inFlight,
              Map.of(),
              null,
              Artefacts.UNDECLARED);
      Settings settings = new Settings(values);
      LiveFaults faults =
          new LiveFaults(
              settings.get(FaultSettings.ALLOWED), _ -> {}, instance, InstantSource.system());
      Gateway gateway =
          new Gateway(settings, balance, new Guards(System::nanoTime), faults, tracer, instance);
      LiveRoutes live = new LiveRoutes(new RouteTable(List.of(route)));
      balance.follow(live);
      Handler chain = gateway.chain(next -> new RouteHandler(live, next), extra, local);
      return new TestProxy(new Listener(settings, chain, logs), gateway);
    }
  }
}
