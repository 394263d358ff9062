package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.NextStep;
import banyan.proxy.ProxyProblems;
import banyan.proxy.Traces;
import banyan.proxy.Via;
import banyan.proxy.balance.Balance;
import banyan.proxy.idempotency.KeyUse;
import banyan.proxy.match.SafeMethods;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.Adapter;
import banyan.proxy.route.Destination;
import banyan.proxy.route.RouteTable;
import banyan.proxy.tunnel.Tunnels;
import banyan.proxy.tunnel.WebSocketHandshake;
import banyan.wire.ByteBudget;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Settings;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to the side that its route names: local code, which is the next step, or an
 * upstream. Any thread.
 */
public final class DispatchHandler extends Handler.Wrapper {
  private final Settings settings;
  private final Balance balance;
  private final Guards guards;
  private final ByteBudget buffers;
  private final Via via;
  private final Traces traces;
  private final boolean hasLocal;
  private @Nullable Forwarder forwarder;

  /**
   * A step that is not started.
   *
   * @param buffers the bytes that this process may hold of bodies
   */
  public DispatchHandler(
      Handler local,
      boolean hasLocal,
      Settings settings,
      Balance balance,
      Guards guards,
      ByteBudget buffers,
      Via via,
      Traces traces) {
    super(local);
    this.guards = guards;
    this.settings = settings;
    this.balance = balance;
    this.buffers = buffers;
    this.via = via;
    this.traces = traces;
    this.hasLocal = hasLocal;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!(Exchange.of(request).match() instanceof RouteTable.Match.Found found)) {
      throw Failure.client(Problem.of(Problems.ROUTE_NOT_FOUND, "no route has this path"));
    }
    return switch (found.route().to()) {
      case Destination.Local local -> handleHere(request, response, callback);
      case Destination.Remote remote -> {
        if (OutgoingFields.hopsLeft(request) == 0) {
          // The client asks about this hop: the last one that it allows.
          response.setStatus(HttpStatus.NO_CONTENT_204);
          callback.succeeded();
          yield true;
        }
        Fallback fallback = fallback(found, request, response);
        Objects.requireNonNull(forwarder, "started")
            .forward(request, response, callback, remote, fallback);
        yield true;
      }
    };
  }

  @Override
  protected void doStart() throws Exception {
    forwarder =
        new Forwarder(
            new Upstreams(settings, getServer()),
            balance,
            new Translation(settings, buffers),
            new Tunnels(settings, getServer()),
            guards,
            buffers,
            getServer(),
            via,
            traces);
    addBean(forwarder);
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    removeBean(forwarder);
  }

  /** The request without its wish for a WebSocket, which local code does not offer. */
  private static Request ordinary(Request request) {
    WebSocketHandshake handshake = Exchange.of(request).handshake();
    if (handshake != null && handshake.isStream()) {
      // Over HTTP/2 every success would open a tunnel.
      throw Failure.client(
          Problem.of(ProxyProblems.METHOD_REFUSED, "no WebSocket is served on this path"));
    }
    boolean isOrdinary = !request.getHeaders().contains(HttpHeader.UPGRADE);
    return isOrdinary ? request : new OrdinaryRequest(request);
  }

  /** Local code; where it has no place for the request, nothing was processed. */
  private boolean handleHere(Request request, Response response, Callback callback)
      throws Exception {
    Exchange exchange = Exchange.of(request);
    Destination.Remote old = oldUpstream(exchange);
    if (old == null || exchange.handshake() != null) {
      return super.handle(ordinary(request), response, callback);
    }
    try {
      return super.handle(ordinary(request), response, callback);
    } catch (Failure refusal) {
      moving(exchange, old, (_, ending) -> answerBy(old, request, response, ending))
          .answer(null, callback);
      return true;
    }
  }

  /** What answers when an upstream fails before a byte of its answer went out; null for nothing. */
  private @Nullable Fallback fallback(
      RouteTable.Match.Found found, Request request, Response response) {
    Exchange exchange = Exchange.of(request);
    if (exchange.handshake() != null) {
      return null;
    }
    boolean isHarmless = SafeMethods.has(request.getMethod()) && !RequestBody.isDeclared(request);
    SideChoice side = exchange.side();
    Destination old = side == null ? null : side.fallback();
    if (old == null) {
      return isHarmless && found.route().fallsBack() && hasLocal
          ? new Fallback(
              true, (body, ending) -> answerLocally(again(request, body), response, ending))
          : null;
    }
    if (isKeyElsewhere(exchange) || isTranslated(found, request)) {
      return null;
    }
    boolean isAfterWork = isHarmless || exchange.keyUse() instanceof KeyUse.Shared;
    Fallback.Answering answering =
        switch (old) {
          case Destination.Local _ ->
              (body, ending) -> answerLocally(again(request, body), response, ending);
          case Destination.Remote upstream ->
              (body, ending) -> answerBy(upstream, again(request, body), response, ending);
        };
    return old instanceof Destination.Local && !hasLocal
        ? null
        : new Fallback(isAfterWork, moving(exchange, old, answering));
  }

  /** Whether a side that was asked before has the request's key, and nobody else may answer. */
  private static boolean isKeyElsewhere(Exchange exchange) {
    return exchange.keyUse() instanceof KeyUse.Pinned pinned && !pinned.isNew();
  }

  /** Takes the request's key along, where one side keeps it. */
  private static Fallback.Answering moving(
      Exchange exchange, Destination old, Fallback.Answering answering) {
    return exchange.keyUse() instanceof KeyUse.Pinned pinned
        ? (body, ending) -> pinned.moveTo(old.name(), () -> answering.answer(body, ending), ending)
        : answering;
  }

  private static Request again(Request request, @Nullable RequestBody body) {
    return body == null ? request : new RepeatedRequest(request, body);
  }

  /** Whether the body that a client sent is read to be translated: nobody has it afterwards. */
  private static boolean isTranslated(RouteTable.Match.Found found, Request request) {
    Adapter adapter =
        found.route().to() instanceof Destination.Remote remote ? remote.adapter() : null;
    return adapter != null
        && !adapter.request().body().isEmpty()
        && (RequestBody.isDeclared(request) || !SafeMethods.has(request.getMethod()));
  }

  /** The old side of a migration, while it stands behind the new one and is an upstream. */
  private static Destination.@Nullable Remote oldUpstream(Exchange exchange) {
    SideChoice side = exchange.side();
    return side != null
            && !isKeyElsewhere(exchange)
            && side.fallback() instanceof Destination.Remote old
        ? old
        : null;
  }

  private void answerBy(
      Destination.Remote old, Request request, Response response, Callback callback) {
    response.reset();
    response.getHeaders().put(Fields.REQUEST_ID, Exchange.of(request).requestId());
    Objects.requireNonNull(forwarder, "started").forward(request, response, callback, old, null);
  }

  private void answerLocally(Request request, Response response, Callback callback) {
    NextStep.answer(
        callback,
        () -> {
          response.reset();
          response.getHeaders().put(Fields.REQUEST_ID, Exchange.of(request).requestId());
          return super.handle(request, response, callback);
        });
  }

  private static final class OrdinaryRequest extends Request.Wrapper {
    private final HttpFields fields;

    OrdinaryRequest(Request request) {
      super(request);
      this.fields = WebSocketHandshake.without(request.getHeaders());
    }

    @Override
    public HttpFields getHeaders() {
      return fields;
    }
  }
}
