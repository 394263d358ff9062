package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.ingress.ClientEndPoint;
import banyan.proxy.resilience.Breaker;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.Outcome;
import banyan.proxy.upstream.Repetition.Next;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through an upstream and back. From top to bottom: it is admitted, an
 * attempt is made, and what becomes of that is the answer, another attempt, local code instead, or
 * a problem. What one attempt goes through is in {@link Attempt}, what may be sent again in {@link
 * Repetition}.
 *
 * <p>It ends once: an answer, a time-out, a second attempt and a client that leaves may come at the
 * same moment, and the {@link Race} decides.
 */
final class ProxiedRequest implements Admission.Ending, Attempt.Listener {
  private final Forwarder forwarder;
  private final Response response;
  private final Exchange exchange;
  private final Guard guard;
  private final @Nullable Upgrade upgrade;
  private final @Nullable RequestBody body;
  private final InterimAnswers interimAnswers;
  private final OutgoingRequest outgoing;
  private final Repetition repetition;
  private final @Nullable Admission admission;
  private final Race race = new Race();
  private final RequestEnd end;
  private volatile @Nullable Alarm alarm;
  private volatile @Nullable Failed before;
  private volatile @Nullable Throwable clientGone;
  private volatile boolean wasSent;

  ProxiedRequest(
      Forwarder forwarder,
      Request request,
      Response response,
      Callback callback,
      Leg leg,
      @Nullable Fallback fallback) {
    this.forwarder = forwarder;
    this.response = response;
    exchange = Exchange.of(request);
    guard = forwarder.guards().of(leg.upstream().name(), leg.upstream().protection());
    upgrade = Upgrade.of(forwarder, request, response, callback, this::upgraded, this::mistaken);
    // What follows a handshake is no body.
    body = upgrade == null ? RequestBody.of(request) : null;
    interimAnswers = new InterimAnswers(request, response, forwarder.via());
    outgoing = OutgoingRequest.of(forwarder, request, leg, body, upgrade);
    repetition = new Repetition(outgoing, guard, fallback != null && fallback.isAfterWork());
    admission = Admission.of(outgoing, guard, this);
    end = new RequestEnd(outgoing, guard, response, callback, fallback, this::letGo);
  }

  void start() {
    exchange.answeredBy(outgoing.upstream().name());
    guard.budget().paid();
    outgoing.request().addFailureListener(this::clientLeft);
    ClientEndPoint.of(outgoing.request()).ifPresent(ClientEndPoint::awaitAnswer);
    if (admission == null) {
      admitted();
    } else {
      admission.enter();
    }
  }

  @Override
  public void admitted() {
    attempt();
    long late = repetition.lateNanos();
    if (late >= 0) {
      alarm = Alarm.in(late, forwarder.timeouts(), this::hedge);
    }
  }

  private void attempt() {
    if (race.isOver()) {
      return;
    }
    boolean isTooLate = outgoing.isTooLate();
    if (isTooLate || !sends(false)) {
      refused(isTooLate ? UpstreamFailure.DEADLINE : UpstreamFailure.BREAKER_OPEN);
    }
  }

  /** The answer is late: a second attempt runs beside the first, and the sooner answer counts. */
  private void hedge() {
    boolean isLate = race.only() != null;
    boolean isPlaced = isLate && (admission == null || admission.more(guard.bulkhead()));
    if (isPlaced && repetition.mayHedge() && sends(true)) {
      guard.count(GuardEvent.HEDGE);
    }
  }

  /** Sends to the next endpoint; false where the breaker lets nothing pass. */
  private boolean sends(boolean isHedge) {
    long turn = guard.pass(forwarder.guards().now());
    if (turn == Breaker.REFUSED) {
      guard.count(GuardEvent.BREAKER_OPEN);
      return false;
    }
    try {
      send(new Attempt(outgoing, guard, turn, isHedge, repetition.pick(), this));
    } catch (RuntimeException e) {
      // Who gave us the place, or the timer, must not suffer from it.
      if (race.endIfIdle()) {
        end.failAsClients(e);
      }
    }
    return true;
  }

  private void send(Attempt next) {
    if (!race.enter(next)) {
      next.judge(Outcome.IGNORE);
      next.finish(0, null);
      return;
    }
    exchange.sentTo(next.endpoint());
    Throwable gone = clientGone;
    if (gone != null) {
      failed(next, UpstreamFailure.INTERNAL, gone);
      return;
    }
    try {
      next.send();
    } catch (RuntimeException e) {
      failed(next, UpstreamFailure.INTERNAL, e);
    }
  }

  @Override
  public void sent() {
    if (!race.isOver()) {
      ClientEndPoint.of(outgoing.request()).ifPresent(socket -> socket.whenGone(this::clientLeft));
    }
  }

  @Override
  public void interim(Attempt attempt, int status, HttpFields fields) {
    // Of two attempts nobody knows yet which is the right one.
    if (race.only() == attempt && !interimAnswers.relay(status, fields)) {
      attempt.abort(new UpstreamFailure.Ended(UpstreamFailure.PROTOCOL));
    }
  }

  @Override
  public void answered(
      Attempt attempt, org.eclipse.jetty.client.Response answer, Content.Source source) {
    int status = answer.getStatus();
    UpstreamFailure defect = AnswerRules.defect(answer, upgrade);
    if (defect != null) {
      attempt.abort(new UpstreamFailure.Ended(defect));
      return;
    }
    attempt.judge(AnswerRules.outcome(status));
    // Who names a time would be asked too early.
    boolean isTimeNamed = answer.getHeaders().contains(HttpHeader.RETRY_AFTER);
    if (AnswerRules.isUnavailable(status)
        && (race.only() != attempt || repetition.isReplaced(isTimeNamed, end.canFallBack(true)))) {
      attempt.abort(new UpstreamFailure.Ended(UpstreamFailure.UNAVAILABLE));
      return;
    }
    if (!race.win(attempt)) {
      attempt.abort(new UpstreamFailure.Ended(UpstreamFailure.CALLED_OFF));
      return;
    }
    for (Attempt late : race.running()) {
      late.abort(new UpstreamFailure.Ended(UpstreamFailure.CALLED_OFF));
    }
    repetition.won(attempt);
    attempt.copying();
    var copy = AnswerCopy.of(answer, source, outgoing, response, copied(attempt, status));
    forwarder
        .events()
        .follow(outgoing.request(), status, response.getHeaders(), copy, this::clientLeft);
    interimAnswers.then(copy::iterate);
  }

  @Override
  public void failed(Attempt attempt, UpstreamFailure failure, Throwable cause) {
    wasSent = wasSent || attempt.wasSent();
    before = new Failed(failure, cause);
    Throwable own = clientsFault(attempt, cause);
    boolean isUpstreams = own == null && !race.isOver() && !outgoing.isCallerTooLate();
    attempt.judge(isUpstreams ? failure.outcome() : Outcome.IGNORE);
    attempt.finish(0, cause);
    if (!race.leave(attempt)) {
      // It is decided already, or another attempt is under way.
      return;
    }
    if (own != null) {
      if (race.endIfIdle()) {
        end.failAsClients(own);
      }
      return;
    }
    switch (repetition.after(failure, attempt, wasSent, end.canFallBack(wasSent))) {
      case Next.Again(long wait) -> again(wait);
      case Next.Instead _ when race.endIfIdle() -> end.fallBack(failure);
      case Next.Nothing _ when race.endIfIdle() -> end.fail(failure, cause);
      case Next.Instead _, Next.Nothing _ -> {}
    }
  }

  private void again(long waitNanos) {
    guard.count(GuardEvent.RETRY);
    if (waitNanos == 0) {
      attempt();
    } else {
      alarm = Alarm.in(waitNanos, forwarder.timeouts(), this::attempt);
    }
  }

  /** Nothing is sent, or nothing more: then the failure before it is what the client is told. */
  @Override
  public void refused(UpstreamFailure why) {
    if (!race.endIfIdle()) {
      return;
    }
    if (end.canFallBack(wasSent) && repetition.mayFallBack(wasSent)) {
      end.fallBack(why);
      return;
    }
    Failed told = before == null ? new Failed(why, new UpstreamFailure.Ended(why)) : before;
    end.fail(told.failure, told.cause);
  }

  /** Nobody waits for the answer: the upstream's work ends, and nothing is sent any more. */
  private void clientLeft(Throwable cause) {
    clientGone = cause;
    if (race.endIfIdle()) {
      end.failAsClients(cause);
      return;
    }
    race.open().forEach(attempt -> attempt.abort(cause));
  }

  /** Why it is the client's doing that an attempt failed; null when it is not. */
  private @Nullable Throwable clientsFault(Attempt attempt, Throwable cause) {
    Throwable gone = clientGone;
    return gone != null || body == null || attempt.isSent() ? gone : body.clientsFault(cause);
  }

  /** Claims the end for a tunnel, with the places; null when the request has ended otherwise. */
  private Upgrade.@Nullable Opening upgraded() {
    Attempt only = race.only();
    if (only == null || !race.win(only) || !end.claimForTunnel()) {
      return null;
    }
    only.judge(Outcome.SUCCESS);
    return new Upgrade.Opening(interimAnswers, only.tunnelled(), this::letGo);
  }

  private void mistaken(Throwable cause) {
    Attempt only = race.only();
    if (only != null) {
      failed(only, UpstreamFailure.of(cause, true, true), cause);
    }
  }

  private AnswerCopy.Ending copied(Attempt attempt, int status) {
    return new RequestEnd.Copied(
        end,
        attempt,
        status,
        () -> repetition.mayFallBack(true),
        cause -> clientsFault(attempt, cause));
  }

  private record Failed(UpstreamFailure failure, Throwable cause) {}

  private void letGo() {
    Alarm set = alarm;
    if (set != null) {
      set.off();
    }
    if (admission != null) {
      admission.leave();
    }
    if (body != null) {
      body.discard();
    }
  }
}
