package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.tunnel.WebSocketHandshake;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The part of a proxied request that asks for a WebSocket: nothing is tunnelled before the
 * upstream's 101, and that must be the answer to this very handshake. Any thread; the claim decides
 * who ends the request.
 */
final class Upgrade implements UpgradeRelay.Listener {
  private final Forwarder forwarder;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final WebSocketHandshake handshake;
  private final Supplier<@Nullable Opening> claim;
  private final Consumer<Throwable> onFailure;

  private Upgrade(
      Forwarder forwarder,
      Request request,
      Response response,
      Callback callback,
      WebSocketHandshake handshake,
      Supplier<@Nullable Opening> claim,
      Consumer<Throwable> onFailure) {
    this.forwarder = forwarder;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.handshake = handshake;
    this.claim = claim;
    this.onFailure = onFailure;
  }

  /**
   * What a request wishes for; null when it is an ordinary one.
   *
   * @param claim ends the request in favour of a tunnel; null when it has ended otherwise
   */
  static @Nullable Upgrade of(
      Forwarder forwarder,
      Request request,
      Response response,
      Callback callback,
      Supplier<@Nullable Opening> claim,
      Consumer<Throwable> onFailure) {
    WebSocketHandshake asked = Exchange.of(request).handshake();
    return asked == null
        ? null
        : new Upgrade(forwarder, request, response, callback, asked, claim, onFailure);
  }

  /**
   * What a request leaves to its tunnel.
   *
   * @param before what must go out first
   * @param gone ends the count of the endpoint, which is in flight as long as the tunnel lives
   * @param letGo gives back the places of the request
   */
  record Opening(InterimAnswers before, Runnable gone, Runnable letGo) {
    private void ended() {
      gone.run();
      letGo.run();
    }
  }

  /** Puts the handshake into a request for an upstream. */
  void ask(WireRequest next, HttpFields.Mutable fields) {
    handshake.putInto(fields);
    next.attribute(UpgradeRelay.LISTENER, this);
  }

  /** Whether a status without a switch would be taken for one: over HTTP/2 every success is. */
  boolean isMistaken(int status) {
    return handshake.isStream() && status < 300;
  }

  @Override
  public void switched(org.eclipse.jetty.client.Response answer, EndPoint connection) {
    if (!handshake.isAcceptedBy(answer.getHeaders())) {
      connection.close();
      onFailure.accept(new UpstreamFailure.Ended(UpstreamFailure.UPGRADE));
      return;
    }
    Opening opening = claim.get();
    if (opening == null) {
      connection.close();
      return;
    }
    HttpFields.Mutable fields =
        OutgoingFields.toClient(
            HttpStatus.SWITCHING_PROTOCOLS_101,
            answer.getHeaders(),
            answer.getVersion(),
            forwarder.via());
    response.setStatus(handshake.agree(fields));
    OutgoingFields.apply(fields, response.getHeaders());
    opening
        .before()
        .then(() -> forwarder.tunnels().open(request, callback, connection, opening::ended));
  }
}
