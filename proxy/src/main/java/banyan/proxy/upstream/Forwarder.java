package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.Traces;
import banyan.proxy.Via;
import banyan.proxy.balance.Balance;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.Destination;
import banyan.proxy.tunnel.Tunnels;
import banyan.wire.ByteBudget;
import java.util.Objects;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to other servers and streams their answers back. Never blocks a thread. What one
 * request goes through is in {@link ProxiedRequest}. Started with the server that it serves; any
 * thread.
 */
final class Forwarder extends ContainerLifeCycle {
  private final Upstreams upstreams;
  private final Balance balance;
  private final Tunnels tunnels;
  private final PhaseTimeouts timeouts;
  private final Via via;
  private final Traces traces;
  private final Translation translation;
  private final Guards guards;
  private final ByteBudget buffers;
  private final EventStreams events = new EventStreams();

  Forwarder(
      Upstreams upstreams,
      Balance balance,
      Translation translation,
      Tunnels tunnels,
      Guards guards,
      ByteBudget buffers,
      Server server,
      Via via,
      Traces traces) {
    this.upstreams = upstreams;
    this.balance = balance;
    this.tunnels = tunnels;
    this.timeouts = new PhaseTimeouts(server.getScheduler());
    this.via = via;
    this.traces = traces;
    this.translation = translation;
    this.guards = guards;
    this.buffers = buffers;
    addBean(upstreams);
    addBean(tunnels);
    addBean(events);
  }

  @Override
  protected void doStop() throws Exception {
    timeouts.destroy();
    super.doStop();
  }

  /**
   * Sends a request on.
   *
   * @param fallback what answers instead when the upstream fails before the first byte of its
   *     answer went out; null where nothing may
   */
  void forward(
      Request request,
      Response response,
      Callback callback,
      Destination.Remote remote,
      @Nullable Fallback fallback) {
    Leg leg = Leg.of(remote);
    if (Exchange.of(request).handshake() != null) {
      // What follows is no body, so there is nothing to translate.
      tunnels.admit();
      new ProxiedRequest(this, request, response, callback, leg, fallback).start();
      return;
    }
    translation.forward(
        leg,
        request,
        response,
        callback,
        (asked, answered, ending) ->
            new ProxiedRequest(this, asked, answered, ending, leg, fallback).start());
  }

  HttpClient client() {
    return Objects.requireNonNull(upstreams.client());
  }

  Balance balance() {
    return balance;
  }

  Tunnels tunnels() {
    return tunnels;
  }

  EventStreams events() {
    return events;
  }

  PhaseTimeouts timeouts() {
    return timeouts;
  }

  Guards guards() {
    return guards;
  }

  /** The bytes that may be held of bodies. */
  ByteBudget buffers() {
    return buffers;
  }

  Via via() {
    return via;
  }

  Traces traces() {
    return traces;
  }
}
