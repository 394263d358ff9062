package banyan.proxy.upstream;

import banyan.proxy.balance.Endpoints;
import banyan.proxy.balance.Pick;
import banyan.proxy.match.SafeMethods;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.HedgeDelay;
import banyan.proxy.resilience.RetryPolicy;
import banyan.wire.Deadline;
import banyan.wire.Fields;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What of one request may be done once more: which endpoint is asked next, and whether an attempt
 * that failed is followed by another one, by somebody else's answer, or by nothing. Every answer
 * but the last has taken its part from the budget. Any thread.
 */
final class Repetition {
  private final OutgoingRequest outgoing;
  private final Guard guard;
  private final RetryPolicy policy;
  private final boolean isSafe;
  private final boolean isKeyed;
  private final Endpoints endpoints;
  private @Nullable Pick last;
  private @Nullable Next planned;
  private int asked;
  private int repeated;

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
    endpoints = outgoing.forwarder().balance().of(outgoing.upstream());
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
    String affinity = outgoing.stickiness().key();
    Pick next = endpoints.choose(affinity, last);
    if (next == null) {
      next = Objects.requireNonNull(endpoints.choose(affinity, null), "at least one endpoint");
    }
    asked++;
    last = next;
    return next;
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
    AttemptEnd end = failure.end(attempt.wasSent(), attempt.isAnswerBegun());
    // Of all that hinders a connection only a refusal may be over a moment later.
    boolean isHopeless =
        end == AttemptEnd.UNPROCESSED
            && failure != UpstreamFailure.CONNECTION_REFUSED
            && !isAnotherLeft();
    return next(isHopeless ? AttemptEnd.FINAL : end, wasSent, canFallBack);
  }

  private Next next(AttemptEnd end, boolean wasSent, boolean canFallBack) {
    if (policy.allows(end, isSafe, isKeyed, repeated)) {
      long wait = waitNanos(end);
      if (isInTime(wait) && isBodyThere() && guard.takeFromBudget(System.nanoTime())) {
        repeated++;
        return new Next.Again(wait);
      }
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
    return isInTime(0) && guard.takeFromBudget(System.nanoTime());
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

  /**
   * Nobody waits for an endpoint that was not asked yet, nor where the first attempt met a
   * connection that had been closed while it lay idle.
   */
  private long waitNanos(AttemptEnd end) {
    boolean isAtOnce =
        switch (end) {
          case UNPROCESSED -> isAnotherLeft();
          case BROKEN -> repeated == 0;
          case LATE, UNAVAILABLE, FINAL -> false;
        };
    return isAtOnce ? 0 : guard.backoff().nanos(repeated, ThreadLocalRandom.current());
  }

  private boolean isAnotherLeft() {
    return asked < endpoints.count();
  }

  private boolean isInTime(long waitNanos) {
    Deadline deadline = outgoing.deadline();
    return deadline == null || deadline.left().toNanos() > waitNanos;
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
