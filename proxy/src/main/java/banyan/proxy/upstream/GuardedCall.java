package banyan.proxy.upstream;

import banyan.proxy.balance.Balance;
import banyan.proxy.balance.Pick;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.Breaker;
import banyan.proxy.resilience.Bulkhead;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.Upstream;
import banyan.wire.Deadline;
import banyan.wire.Fields;
import banyan.wire.Outbound.Message;
import banyan.wire.Outbound.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to an upstream, under the guard that its proxied requests have too. From top
 * to bottom: it takes a place, an attempt is made, and what becomes of that is the answer, another
 * attempt, or none. By the thread that makes the call, which waits.
 */
final class GuardedCall {
  private final HttpClient client;
  private final Guards guards;
  private final Guard guard;
  private final Upstream upstream;
  private final Message message;
  private final Deadline callers;
  private final Deadline deadline;
  private final FurtherAttempts further;
  private @Nullable Outcome before;
  private boolean mayBeProcessed;

  /**
   * A call that is not sent yet.
   *
   * @param callers until when anybody waits for the answer
   */
  GuardedCall(
      HttpClient client,
      Guards guards,
      Balance balance,
      Upstream upstream,
      Message message,
      Deadline callers) {
    this.client = client;
    this.guards = guards;
    this.upstream = upstream;
    this.message = message;
    this.callers = callers;
    guard = guards.of(upstream.name(), upstream.protection());
    Duration total = upstream.timeouts().total();
    deadline = total.isZero() ? callers : callers.orSooner(Deadline.in(total));
    boolean isKeyed = message.fields().containsKey(Fields.IDEMPOTENCY_KEY);
    further = new FurtherAttempts(guard, balance.of(upstream), message.isSafe(), isKeyed, deadline);
  }

  Outcome send() {
    guard.budget().paid();
    Bulkhead places = guard.bulkhead();
    if (places == null) {
      return attempts();
    }
    CallPlace place = new CallPlace(places);
    UpstreamFailure refusal = place.take(deadline);
    if (refusal != null) {
      boolean isFull = refusal == UpstreamFailure.QUEUE_FULL;
      guard.count(isFull ? GuardEvent.QUEUE_FULL : GuardEvent.QUEUE_TIME);
      return unsent(refusal);
    }
    try {
      return attempts();
    } finally {
      place.leave();
    }
  }

  private Outcome attempts() {
    while (true) {
      if (deadline.left().toMillis() == 0) {
        // The field that tells the other side how much is left has whole milliseconds.
        return unsent(UpstreamFailure.DEADLINE);
      }
      long turn = guard.pass(guards.now());
      if (turn == Breaker.REFUSED) {
        guard.count(GuardEvent.BREAKER_OPEN);
        return unsent(UpstreamFailure.BREAKER_OPEN);
      }
      Pick pick = further.pick(null);
      var attempt = new CallAttempt(client, pick, upstream.timeouts(), message);
      Outcome outcome = afterAll(send(attempt, pick, turn));
      AttemptEnd end = attempt.end(outcome, further);
      if (end == AttemptEnd.FINAL || !isAgain(further.waitNanos(end, () -> true))) {
        return outcome;
      }
      before = outcome;
    }
  }

  /** Makes one attempt, and tells what it showed, whatever becomes of it. */
  private Outcome send(CallAttempt attempt, Pick pick, long turn) {
    var shown = banyan.proxy.resilience.Outcome.IGNORE;
    try {
      Outcome outcome = attempt.send(deadline);
      shown = attempt.shown(outcome, callers);
      return outcome;
    } finally {
      guard.ended(turn, shown, guards.now());
      pick.ended(shown, attempt.latencyNanos());
    }
  }

  private boolean isAgain(long waitNanos) {
    if (waitNanos == FurtherAttempts.NONE) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(waitNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    guard.count(GuardEvent.RETRY);
    return true;
  }

  /** Nothing is sent, or nothing more: then the failure before it is what the caller is told. */
  private Outcome unsent(UpstreamFailure why) {
    return before == null
        ? new Outcome.Unanswered(false, why == UpstreamFailure.DEADLINE, why.detail())
        : before;
  }

  /** What an earlier attempt may have done is not undone by a later one. */
  private Outcome afterAll(Outcome last) {
    return switch (last) {
      case Outcome.Answered answered -> {
        mayBeProcessed = true;
        yield answered;
      }
      case Outcome.Unanswered(boolean isBegun, boolean isLate, String reason) -> {
        mayBeProcessed |= isBegun;
        yield new Outcome.Unanswered(mayBeProcessed, isLate, reason);
      }
    };
  }
}
