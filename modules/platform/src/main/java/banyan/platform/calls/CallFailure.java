package banyan.platform.calls;

import banyan.wire.CallAddress;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that brought no result: the one type of everything that goes wrong between contexts,
 * whether the other one runs in this process or elsewhere. Expected refusals are results.
 */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a client is told to wait when nobody knows better. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** What went wrong, by what it means for the caller. */
  public enum Kind {
    /** The other side was not reached: nothing happened there. */
    UNREACHABLE,
    /** Time ran out; nothing was changed. */
    DEADLINE,
    /** It may have happened or not: repeat it with the same key. */
    OUTCOME_UNKNOWN,
    /** The other side did not do it, and says why: {@link CallFailure#refusal()}. */
    REFUSED,
    /** The request or the answer breaks the contract: repeating it changes nothing. */
    UNREADABLE
  }

  /**
   * What the other side said.
   *
   * @param problem the last word of the problem's type, such as {@code unavailable}
   * @param status its HTTP status, 400 to 599
   */
  public record Refusal(String problem, int status, String detail) {
    static Refusal of(Problem problem) {
      return new Refusal(problem.type().name(), problem.status(), problem.detail());
    }
  }

  private final Kind kind;
  private final transient CallAddress operation;
  private final transient @Nullable Refusal refusal;
  private final @Nullable Duration retryAfter;

  private CallFailure(
      Kind kind,
      CallAddress operation,
      String reason,
      @Nullable Refusal refusal,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(operation + ": " + kind + ": " + reason, cause);
    this.kind = kind;
    this.operation = operation;
    this.refusal = refusal;
    this.retryAfter = retryAfter;
  }

  static CallFailure of(Kind kind, CallAddress operation, String reason) {
    return new CallFailure(kind, operation, reason, null, null, null);
  }

  static CallFailure unreadable(CallAddress operation, String what, WireFault fault) {
    return new CallFailure(
        Kind.UNREADABLE, operation, what + ": " + fault.getMessage(), null, null, fault);
  }

  /** A call whose other side answered with a problem. */
  static CallFailure refused(
      Kind kind,
      CallAddress operation,
      Refusal refusal,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    String reason = refusal.status() + " " + refusal.problem() + ": " + refusal.detail();
    return new CallFailure(kind, operation, reason, refusal, retryAfter, cause);
  }

  public Kind kind() {
    return kind;
  }

  public CallAddress operation() {
    return operation;
  }

  /** What the other side said; null when it said nothing. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  /** Whether the same call, with the same key, may go well a little later. */
  public boolean isRetryable() {
    return switch (kind) {
      case UNREACHABLE, DEADLINE, OUTCOME_UNKNOWN -> true;
      case REFUSED -> retryAfter != null || (refusal != null && refusal.status() == 503);
      case UNREADABLE -> false;
    };
  }

  /** The failure of a request that could not be answered for want of this call. */
  public Failure asFailure() {
    String context = operation.context();
    if (!isRetryable()) {
      return Failure.ours(
          Problem.of(Problems.INTERNAL_ERROR, "the call to " + context + " was not understood"),
          this);
    }
    if (kind == Kind.DEADLINE) {
      return Failure.ours(
          Problem.of(Problems.DEADLINE_PASSED, context + " did not answer in time"), this);
    }
    return Failure.ours(
            Problem.of(Problems.UNAVAILABLE, context + " does not answer at the moment"), this)
        .retryAfter(retryAfter == null ? RETRY_AFTER : retryAfter);
  }
}
