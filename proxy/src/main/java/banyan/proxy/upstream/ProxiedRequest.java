package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.ingress.ClientEndPoint;
import banyan.proxy.route.Upstream;
import banyan.proxy.upstream.PhaseTimer.Phase;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through an upstream and back.
 *
 * <p>It goes through phases, each with its time-out: a connection is found, the request is sent,
 * the answer's head is awaited, the body is copied. It ends once: with the whole answer, with the
 * fallback, or with a failure. The library's events come one after the other for each direction;
 * the end is claimed atomically, since a time-out or a client that leaves may come at any moment.
 */
final class ProxiedRequest {
  private final Forwarder forwarder;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Leg leg;
  private final Upstream upstream;
  private final @Nullable Runnable fallback;
  private final Exchange exchange;
  private final Span span;
  private final @Nullable Upgrade upgrade;
  private final @Nullable RequestBody body;
  private final InterimAnswers interimAnswers;
  private final Deque<URI> endpoints;
  private final PhaseTimer timer;
  private final AtomicBoolean isEnded = new AtomicBoolean();

  private volatile @Nullable WireRequest wire;
  private volatile boolean isSent;
  private volatile boolean isAnswerBegun;
  private volatile @Nullable Throwable clientGone;
  private boolean isRepeated;

  ProxiedRequest(
      Forwarder forwarder,
      Request request,
      Response response,
      Callback callback,
      Leg leg,
      @Nullable Runnable fallback) {
    this.forwarder = forwarder;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.leg = leg;
    this.upstream = leg.upstream();
    exchange = Exchange.of(request);
    span = forwarder.traces().client(exchange.span(), request.getMethod(), upstream.name());
    upgrade = Upgrade.of(forwarder, request, response, callback, this::upgraded, this::failed);
    // What follows a handshake is no body.
    body = upgrade == null ? RequestBody.of(request) : null;
    // Over HTTP/2 a body may come unannounced; what the upstream has read of it nobody else can.
    this.fallback = body == null ? fallback : null;
    interimAnswers = new InterimAnswers(request, response, forwarder.via());
    endpoints = new ArrayDeque<>(upstream.inAnyOrder());
    timer = new PhaseTimer(forwarder.timeouts(), upstream.timeouts().total(), this::abort);
  }

  void start() {
    exchange.answeredBy(upstream.name());
    request.addFailureListener(this::clientLeft);
    ClientEndPoint.of(request).ifPresent(ClientEndPoint::awaitAnswer);
    send(endpoints.removeFirst());
  }

  /** Nobody waits for the answer: the upstream's work ends, and no other endpoint is tried. */
  private void clientLeft(Throwable cause) {
    clientGone = cause;
    abort(cause);
  }

  private void send(URI endpoint) {
    var next =
        new WireRequest(
            forwarder.client(),
            endpoint,
            request.getMethod(),
            leg.path(exchange.sentPath()),
            request.getHttpURI().getQuery());
    HttpFields.Mutable fields = OutgoingFields.toUpstream(request, exchange, forwarder.via());
    leg.editRequest(fields);
    forwarder.traces().inject(span, fields);
    if (upgrade != null) {
      upgrade.ask(next, fields);
    }
    next.headers(headers -> headers.add(fields));
    next.tag(upstream.trust());
    if (body != null) {
      next.body(body);
      if (request.getLength() < 0) {
        next.trailersSupplier(() -> OutgoingFields.trailers(request.getTrailers()));
      }
    }
    next.idleTimeout(upstream.timeouts().idle().toMillis(), TimeUnit.MILLISECONDS);
    next.attribute(InterimRelay.LISTENER, (InterimRelay.Listener) this::interim);
    next.onRequestBegin(begun -> timer.connected(endpoint, upstream.timeouts().connect()));
    next.onRequestCommit(out -> timer.enter(Phase.SENDING, Duration.ZERO));
    next.onRequestSuccess(sent -> sent());
    next.onResponseBegin(begun -> isAnswerBegun = true);
    next.onResponseContentSource(this::answer);
    isSent = false;
    wire = next;
    Throwable gone = clientGone;
    if (gone != null) {
      failed(gone);
      return;
    }
    timer.restart(upstream.timeouts().connect());
    next.send(this::completed);
  }

  private void sent() {
    isSent = true;
    timer.enter(Phase.AWAITING, upstream.timeouts().firstByte());
    ClientEndPoint.of(request).ifPresent(socket -> socket.whenGone(this::clientLeft));
  }

  /** The answer's head is here, its body is about to come. */
  private void answer(org.eclipse.jetty.client.Response answer, Content.Source source) {
    int status = answer.getStatus();
    UpstreamFailure defect =
        upgrade != null && upgrade.isMistaken(status)
            ? UpstreamFailure.UPGRADE
            : AnswerRules.defect(status, answer.getVersion(), answer.getHeaders());
    if (defect != null) {
      abort(new UpstreamFailure.Ended(defect));
      return;
    }
    if (fallback != null && (status == 502 || status == 503 || status == 504)) {
      if (isEnded.compareAndSet(false, true)) {
        fallBack(fallback, new UpstreamFailure.Ended(UpstreamFailure.TERMINATED));
      }
      return;
    }
    timer.enter(Phase.COPYING, Duration.ZERO);
    response.setStatus(status);
    HttpFields.Mutable fields =
        OutgoingFields.toClient(status, answer.getHeaders(), answer.getVersion(), forwarder.via());
    leg.editAnswer(fields);
    OutgoingFields.apply(fields, response.getHeaders());
    if (OutgoingFields.passesTrailers(request, answer.getHeaders())) {
      response.setTrailersSupplier(() -> OutgoingFields.trailers(answer.getTrailers()));
    }
    boolean isLengthUnsaid = OutgoingFields.leavesLengthUnsaid(request, status, fields);
    var copy = new AnswerCopy(source, response, isLengthUnsaid, new Copied(status));
    forwarder.events().follow(request, status, fields, copy, this::clientLeft);
    interimAnswers.then(copy::iterate);
  }

  /** Claims the end for a tunnel; null when the request has ended otherwise. */
  private @Nullable InterimAnswers upgraded() {
    if (!isEnded.compareAndSet(false, true)) {
      return null;
    }
    end(HttpStatus.SWITCHING_PROTOCOLS_101, null);
    return interimAnswers;
  }

  private void interim(int status, HttpFields fields) {
    if (!interimAnswers.relay(status, fields)) {
      abort(new UpstreamFailure.Ended(UpstreamFailure.PROTOCOL));
    }
  }

  /** The client library is done with the exchange; what it copied ends by itself. */
  private void completed(Result result) {
    if (result.isFailed() && timer.phase() != Phase.COPYING) {
      failed(result.getFailure());
    }
  }

  private void failed(Throwable cause) {
    if (isEnded.get()) {
      return;
    }
    boolean wasConnected = timer.phase() != Phase.CONNECTING;
    UpstreamFailure failure = UpstreamFailure.of(cause, wasConnected, isAnswerBegun);
    boolean isAwaited = clientGone == null;
    boolean isNextWorthATry = !wasConnected && failure != UpstreamFailure.LIMIT_REACHED;
    if (isAwaited && isNextWorthATry && !endpoints.isEmpty()) {
      send(endpoints.removeFirst());
      return;
    }
    if (isAwaited && isStaleConnection(failure)) {
      isRepeated = true;
      send(Objects.requireNonNull(wire).getOrigin());
      return;
    }
    Throwable blamed = body == null || isSent ? null : body.clientsFault(cause);
    if (!isEnded.compareAndSet(false, true)) {
      return;
    }
    if (isAwaited && blamed == null) {
      exchange.upstreamError(failure.error());
    }
    if (isAwaited && fallback != null && !response.isCommitted()) {
      fallBack(fallback, cause);
      return;
    }
    end(0, cause);
    if (!isAwaited) {
      callback.failed(cause);
      return;
    }
    callback.failed(blamed == null ? failure.of(upstream.name(), cause) : blamed);
  }

  /**
   * A pooled connection that the upstream closed while it lay idle breaks on the next request,
   * before a byte of an answer. A safe request may be sent again (RFC 9110 section 9.2.2), once.
   */
  private boolean isStaleConnection(UpstreamFailure failure) {
    boolean isBroken =
        failure == UpstreamFailure.INCOMPLETE || failure == UpstreamFailure.TERMINATED;
    return isBroken
        && !isRepeated
        && !isAnswerBegun
        && body == null
        && DispatchHandler.isSafe(request.getMethod());
  }

  private void fallBack(Runnable answering, Throwable cause) {
    exchange.answeredBy("fallback");
    end(0, cause);
    abort(cause);
    answering.run();
  }

  /** Nobody waits any more: closes the upstream's side, if it is still open. */
  private void abort(Throwable cause) {
    WireRequest current = wire;
    if (current != null) {
      var _ = current.abort(cause);
    }
  }

  private void end(int status, @Nullable Throwable cause) {
    timer.stop();
    if (body != null) {
      body.discard();
    }
    forwarder.traces().end(span, status, cause);
  }

  /** What happens when the answer has been copied, or could not be. */
  private final class Copied implements AnswerCopy.Ending {
    private final int status;

    Copied(int status) {
      this.status = status;
    }

    @Override
    public void copied() {
      if (!isEnded.compareAndSet(false, true)) {
        return;
      }
      end(status, null);
      if (!isSent && body != null && !body.isTaken()) {
        // An answer before the whole request: the connection is out of step, nobody may reuse it.
        abort(new UpstreamFailure.Ended(UpstreamFailure.TERMINATED));
      }
      callback.succeeded();
    }

    @Override
    public void upstreamFailed(Throwable cause) {
      failed(cause);
    }

    @Override
    public void clientFailed(Throwable cause) {
      if (isEnded.compareAndSet(false, true)) {
        end(0, cause);
        callback.failed(cause);
      }
    }
  }
}
