package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.balance.Pick;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.Outcome;
import banyan.proxy.upstream.PhaseTimer.Phase;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a request to one endpoint. It goes through phases, each with its time-out: a
 * connection is found, the request is sent, the answer's head is awaited, the body is copied. Its
 * listener hears of a head or of a failure, and of both when a head is refused. Events of the
 * client library come one after the other for each direction; any thread.
 */
final class Attempt {
  private final OutgoingRequest outgoing;
  private final Guard guard;
  private final long turn;
  private final boolean isHedge;
  private final Pick pick;
  private final Listener listener;
  private final Span span;
  private final PhaseTimer timer;
  private final WireRequest wire;
  private final AtomicBoolean isJudged = new AtomicBoolean();
  private final AtomicBoolean isFinished = new AtomicBoolean();
  private volatile Outcome shown = Outcome.IGNORE;
  private volatile long latencyNanos;
  private volatile boolean isSent;
  private volatile boolean isAnswerBegun;

  /**
   * An attempt that is not sent yet.
   *
   * @param turn with which the guard let it pass
   */
  Attempt(
      OutgoingRequest outgoing,
      Guard guard,
      long turn,
      boolean isHedge,
      Pick pick,
      Listener listener) {
    this.outgoing = outgoing;
    this.guard = guard;
    this.turn = turn;
    this.isHedge = isHedge;
    this.pick = pick;
    this.listener = listener;
    span = outgoing.span();
    timer = new PhaseTimer(outgoing.forwarder().timeouts(), outgoing.deadline(), this::abort);
    wire = outgoing.to(pick, span);
    wire.attribute(InterimRelay.LISTENER, (InterimRelay.Listener) this::interim);
    Duration handshake = outgoing.upstream().timeouts().connect();
    wire.onRequestBegin(begun -> timer.connected(pick.origin(), handshake));
    wire.onRequestCommit(out -> timer.enter(Phase.SENDING, Duration.ZERO));
    wire.onRequestSuccess(sent -> sent());
    wire.onResponseBegin(begun -> isAnswerBegun = true);
    wire.onResponseContentSource(this::answered);
  }

  /** Hears what becomes of an attempt. */
  interface Listener {
    /** The whole request is out, its answer is awaited. */
    void sent();

    void interim(Attempt attempt, int status, HttpFields fields);

    /** The answer's head is here, its body is about to come. */
    void answered(Attempt attempt, Response answer, Content.Source source);

    /** It is over, and nobody copies an answer of it. */
    void failed(Attempt attempt, UpstreamFailure failure, Throwable cause);
  }

  void send() {
    timer.enter(Phase.CONNECTING, outgoing.upstream().timeouts().connect());
    wire.send(this::completed);
  }

  /** Closes the upstream's side, if it is still open. */
  void abort(Throwable cause) {
    var _ = wire.abort(cause);
  }

  /** The answer is being copied: its end is told by the copy. */
  void copying() {
    timer.enter(Phase.COPYING, Duration.ZERO);
  }

  /** Notes what this attempt says about the server that was asked; the first word counts. */
  void judge(Outcome outcome) {
    if (isJudged.compareAndSet(false, true)) {
      shown = outcome;
      latencyNanos = System.nanoTime() - pick.startNanos();
      guard.ended(turn, outcome, System.nanoTime());
    }
  }

  /** Nothing more will come of it. */
  void finish(int status, @Nullable Throwable cause) {
    if (isFinished.compareAndSet(false, true)) {
      timer.stop();
      pick.ended(shown, latencyNanos);
      outgoing.forwarder().traces().end(span, status, cause);
    }
  }

  /** Its answer opens a tunnel, with which the endpoint is in flight; returns what ends that. */
  Runnable tunnelled() {
    Runnable gone = pick.stay();
    finish(HttpStatus.SWITCHING_PROTOCOLS_101, null);
    return gone;
  }

  /** Where it goes. */
  String endpoint() {
    return pick.name();
  }

  boolean isHedge() {
    return isHedge;
  }

  /** Whether the upstream may have begun to work on it. */
  boolean wasSent() {
    return timer.phase().compareTo(Phase.SENDING) >= 0;
  }

  /** Whether the whole request is out. */
  boolean isSent() {
    return isSent;
  }

  boolean isAnswerBegun() {
    return isAnswerBegun;
  }

  /** How long the head of its answer was awaited. */
  long latencyNanos() {
    return latencyNanos;
  }

  private void sent() {
    isSent = true;
    timer.enter(Phase.AWAITING, outgoing.upstream().timeouts().firstByte());
    listener.sent();
  }

  private void interim(int status, HttpFields fields) {
    listener.interim(this, status, fields);
  }

  private void answered(Response answer, Content.Source source) {
    Exchange.of(outgoing.request()).workBegun();
    listener.answered(this, answer, source);
  }

  /** The client library is done with the exchange; what is copied ends by itself. */
  private void completed(Result result) {
    if (result.isFailed() && timer.phase() != Phase.COPYING) {
      Throwable cause = result.getFailure();
      if (wasSent()) {
        Exchange.of(outgoing.request()).workBegun();
      }
      boolean wasConnected = timer.phase() != Phase.CONNECTING;
      listener.failed(this, UpstreamFailure.of(cause, wasConnected, isAnswerBegun), cause);
    }
  }
}
