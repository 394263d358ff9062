package banyan.proxy.upstream;

import banyan.proxy.balance.Endpoints;
import banyan.proxy.balance.Pick;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.RetryPolicy;
import banyan.wire.Deadline;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What of one request or call may be sent again: to which endpoint each attempt goes, and whether
 * another one follows. One thread at a time.
 */
final class FurtherAttempts {
  /** In place of a wait: nothing is sent any more. */
  static final long NONE = -1;

  private final Guard guard;
  private final RetryPolicy policy;
  private final Endpoints endpoints;
  private final boolean isSafe;
  private final boolean isKeyed;
  private final @Nullable Deadline deadline;
  private @Nullable Pick last;
  private int asked;
  private int repeated;

  /**
   * Nothing is asked yet.
   *
   * @param isSafe whether answering it twice harms nobody
   * @param isKeyed whether it carries an idempotency key
   * @param deadline null where there is none
   */
  FurtherAttempts(
      Guard guard,
      Endpoints endpoints,
      boolean isSafe,
      boolean isKeyed,
      @Nullable Deadline deadline) {
    this.guard = guard;
    this.policy = guard.protection().retry();
    this.endpoints = endpoints;
    this.isSafe = isSafe;
    this.isKeyed = isKeyed;
    this.deadline = deadline;
  }

  /**
   * The endpoint of the next attempt: one that was not asked yet, as long as there is one.
   *
   * @param affinity what ties the request to an endpoint; null for nothing
   */
  Pick pick(@Nullable String affinity) {
    Pick next = endpoints.choose(affinity, last);
    if (next == null) {
      next = Objects.requireNonNull(endpoints.choose(affinity, null), "at least one endpoint");
    }
    asked++;
    last = next;
    return next;
  }

  /**
   * How an attempt ended that failed.
   *
   * @param wasSent whether the upstream may have begun to work on it
   */
  AttemptEnd end(UpstreamFailure failure, boolean wasSent, boolean isAnswerBegun) {
    AttemptEnd end = failure.end(wasSent, isAnswerBegun);
    // Of all that hinders a connection only a refusal may be over a moment later.
    boolean isHopeless =
        end == AttemptEnd.UNPROCESSED
            && failure != UpstreamFailure.CONNECTION_REFUSED
            && !isAnotherLeft();
    return isHopeless ? AttemptEnd.FINAL : end;
  }

  /**
   * How long to wait before another attempt, for which the budget has paid then; {@link #NONE} when
   * there is none.
   *
   * @param isThere makes the body ready to be sent again; false when it is gone
   */
  long waitNanos(AttemptEnd end, BooleanSupplier isThere) {
    if (!policy.allows(end, isSafe, isKeyed, repeated)) {
      return NONE;
    }
    long wait = waitNanos(end);
    if (!isInTime(wait) || !isThere.getAsBoolean() || !guard.takeFromBudget(System.nanoTime())) {
      return NONE;
    }
    repeated++;
    return wait;
  }

  boolean isInTime(long waitNanos) {
    return deadline == null || deadline.left().toNanos() > waitNanos;
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
}
