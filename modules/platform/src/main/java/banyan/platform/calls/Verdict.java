package banyan.platform.calls;

import banyan.platform.calls.CallFailure.Kind;
import banyan.platform.calls.CallFailure.Refusal;
import banyan.wire.Problems;

/** What a problem of the other side means for the caller. Pure; the same for both bindings. */
final class Verdict {
  private static final int BAD_REQUEST = 400;
  private static final int BODY_TOO_LARGE = 413;
  private static final int INTERNAL_ERROR = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  private Verdict() {}

  static Kind of(Refusal refusal, boolean isCommand) {
    return switch (refusal.status()) {
      case BAD_REQUEST, BODY_TOO_LARGE -> Kind.UNREADABLE;
      // It broke somewhere: perhaps after the effect.
      case INTERNAL_ERROR, BAD_GATEWAY -> isCommand ? Kind.OUTCOME_UNKNOWN : Kind.REFUSED;
      case GATEWAY_TIMEOUT -> late(isCommand);
      default ->
          refusal.problem().equals(Problems.INVALID_REQUEST.name())
              ? Kind.UNREADABLE
              : Kind.REFUSED;
    };
  }

  /** Nobody waits any more for what the other side is working on, or has done. */
  static Kind late(boolean isCommand) {
    return isCommand ? Kind.OUTCOME_UNKNOWN : Kind.DEADLINE;
  }
}
