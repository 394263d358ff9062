package banyan.app;

import banyan.platform.calls.Calls;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.platform.http.LocalApi;
import banyan.proxy.Gateway;
import banyan.proxy.call.CallHandler;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentityHandler;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.ingress.Listener;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.Upstream;
import banyan.proxy.upstream.CallClient;
import banyan.wire.CallSignatures;
import banyan.wire.Placement;
import banyan.wire.Secret;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Handler;

/** Some contracts behind the real request path, on a port of its own; and the way to a peer. */
final class CallPeer implements AutoCloseable {
  static final Secret SECRET = new Secret("a secret of tests that nobody else has");
  static final CallSignatures SIGNATURES = new CallSignatures(SECRET, InstantSource.system());

  /** Tests fail calls on purpose, and many of them in a row. */
  private static final Protection WITHOUT_BREAKER =
      new Protection(RetryPolicy.DEFAULT, null, null, null);

  private final Listener listener;

  private CallPeer(Listener listener) {
    this.listener = listener;
  }

  static CallPeer start(List<Offer<?>> offers) {
    Switchboard switchboard = switchboard(new Placement.Place.Local());
    offers.forEach(switchboard::add);
    LocalCode code =
        new LocalCode(
            List.of(), Set.of(), Set.of(), OfferedCalls.routes(switchboard.offers()), List.of());
    LiveRoutes live = new LiveRoutes(code.table());
    Settings settings = new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
    var identities = new Identities(IdentitySettings.of(settings), null, null);
    Handler chain =
        new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "peer")
            .chain(
                next -> new CallHandler(OfferedCalls.byAddress(code), SIGNATURES, next),
                next -> new RouteHandler(live, next),
                next -> new IdentityHandler(identities, next),
                next -> next,
                next -> next,
                switchboard.remoteEnd(LocalApi.handler(List.of())));
    Listener listener = new Listener(settings, chain, List.of());
    listener.start();
    return new CallPeer(listener);
  }

  /** The calls of a process where everything that is needed is at one place. */
  static Switchboard switchboard(Placement.Place place) {
    return new Switchboard(context -> place, SIGNATURES);
  }

  /** Calls to a peer at this address. */
  static Calls callsTo(CallClient client, URI peer) {
    return switchboard(remote(client, peer, false));
  }

  static Placement.Place remote(CallClient client, URI peer, boolean fallsBack) {
    Upstream upstream =
        new Upstream(
            "peer-" + peer.getPort(),
            List.of(peer),
            Upstream.Timeouts.DEFAULT,
            null,
            Balancing.DEFAULT,
            WITHOUT_BREAKER);
    return new Placement.Place.Remote(client.to(upstream), fallsBack);
  }

  URI url() {
    return listener.url();
  }

  int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
  }
}
