package banyan.proxy.upstream;

import banyan.proxy.balance.Pick;
import banyan.proxy.match.SafeMethods;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.HedgeDelay;
import banyan.proxy.resilience.RetryPolicy;
import banyan.wire.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What of one request may be done once more: whether an attempt that failed is followed by another
 * one ({@link FurtherAttempts}), by somebody else's answer, or by nothing. Every answer but the
 * last has taken its part from the budget. Any thread.
 */
final class Repetition {
  private final OutgoingRequest outgoing;
  private final Guard guard;
  private final RetryPolicy policy;
  private final boolean isSafe;
  private final boolean isKeyed;
  private final FurtherAttempts further;
  private @Nullable Next planned;

  /**
   * Nothing is asked yet.
   *
   * @param isReplacedAfterWork whether somebody else may answer what an upstream has read
   */
  Repetition(OutgoingRequest outgoing, Guard guard, boolean isReplacedAfterWork) {
    this.outgoing = outgoing;
    this.guard = guard;
    policy = guard.protection().retry();
    isSafe = SafeMethods.has(outgoing.request().getMethod());
    isKeyed = outgoing.request().getHeaders().contains(Fields.IDEMPOTENCY_KEY);
    further =
        new FurtherAttempts(
            guard,
            outgoing.forwarder().balance().of(outgoing.upstream()),
            isSafe,
            isKeyed,
            outgoing.deadline());
    keepBody(isReplacedAfterWork);
  }

  /** What follows an attempt that failed. */
  sealed interface Next {
    /** Another attempt, after a wait. */
    record Again(long waitNanos) implements Next {}

    /** Somebody else answers. */
    record Instead() implements Next {}

    /** The client is told of the failure. */
    record Nothing() implements Next {}
  }

  /** The endpoint of the next attempt: one that was not asked yet, as long as there is one. */
  synchronized Pick pick() {
    return further.pick(outgoing.stickiness().key());
  }

  /**
   * Whether something better can be had than an answer that says no more than "not now". Then the
   * attempt is to be broken off, and what follows is decided.
   *
   * @param isTimeNamed whether the answer says when to come back: another attempt would be too
   *     early
   */
  synchronized boolean isReplaced(boolean isTimeNamed, boolean canFallBack) {
    planned = next(isTimeNamed ? AttemptEnd.FINAL : AttemptEnd.UNAVAILABLE, true, canFallBack);
    return !(planned instanceof Next.Nothing);
  }

  /**
   * What follows an attempt that failed.
   *
   * @param wasSent whether any attempt so far may have been worked on
   * @param canFallBack whether somebody else may answer, and no byte of an answer is out
   */
  synchronized Next after(
      UpstreamFailure failure, Attempt attempt, boolean wasSent, boolean canFallBack) {
    Next decided = planned;
    planned = null;
    if (decided != null && failure == UpstreamFailure.UNAVAILABLE) {
      return decided;
    }
    AttemptEnd end = further.end(failure, attempt.wasSent(), attempt.isAnswerBegun());
    return next(end, wasSent, canFallBack);
  }

  private Next next(AttemptEnd end, boolean wasSent, boolean canFallBack) {
    long wait = further.waitNanos(end, this::isBodyThere);
    if (wait != FurtherAttempts.NONE) {
      return new Next.Again(wait);
    }
    return canFallBack && mayFallBack(wasSent) ? new Next.Instead() : new Next.Nothing();
  }

  /**
   * Whether somebody else may do what an upstream did not. Where the upstream may have worked on
   * it, that is done twice, and comes out of the budget.
   */
  boolean mayFallBack(boolean wasSent) {
    return !wasSent || guard.takeFromBudget(System.nanoTime());
  }

  /** After which time a second attempt shall run beside the first; -1 for never. */
  long lateNanos() {
    HedgeDelay delay = guard.hedgeDelay();
    boolean isHarmless = isSafe && outgoing.body() == null && outgoing.upgrade() == null;
    return delay == null || !isHarmless ? -1 : delay.nanos(System.nanoTime());
  }

  boolean mayHedge() {
    return further.isInTime(0) && guard.takeFromBudget(System.nanoTime());
  }

  /** The attempt whose answer the client gets. */
  void won(Attempt attempt) {
    if (attempt.isHedge()) {
      guard.count(GuardEvent.HEDGE_WON);
    }
    HedgeDelay delay = guard.hedgeDelay();
    if (delay != null) {
      delay.took(attempt.latencyNanos(), System.nanoTime());
    }
  }

  private boolean isBodyThere() {
    RequestBody body = outgoing.body();
    return body == null || body.beginAnew();
  }

  /** A body is kept where the request may be repeated though somebody has read it. */
  private void keepBody(boolean isReplacedAfterWork) {
    @Nullable RequestBody body = outgoing.body();
    boolean isRepeated = policy.times() > 0 && (isSafe || (isKeyed && policy.isKeyRespected()));
    boolean isWanted = isReplacedAfterWork || isRepeated;
    if (body != null
        && isWanted
        && !body.keep(policy.bodyBytesMax(), outgoing.forwarder().buffers())) {
      guard.count(GuardEvent.BODY_NOT_KEPT);
    }
  }
}
