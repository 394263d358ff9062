package banyan.proxy.idempotency;

import banyan.proxy.Exchange;
import banyan.proxy.ProxyProblems;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;

/** The words in which a client hears what became of its key. Pure. */
final class Outcomes {
  /** When a request may be asked about again. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private Outcomes() {}

  /**
   * What the client is told of a failure: where an upstream may have done the work, that nobody
   * knows.
   *
   * @param isRepeatable whether the request may be sent again with its key
   */
  static Throwable told(Throwable cause, Exchange exchange, boolean isRepeatable) {
    if (!(cause instanceof Failure failure)
        || failure.fault() != Failure.Fault.UPSTREAM
        || !exchange.isWorkBegun()) {
      return cause;
    }
    Failure unknown =
        Failure.upstream(
            Problem.of(ProxyProblems.OUTCOME_UNKNOWN, failure.problem().detail()), failure);
    String status = failure.fields().get(Fields.PROXY_STATUS);
    Failure marked = status == null ? unknown : unknown.with(Fields.PROXY_STATUS, status);
    return isRepeatable ? marked.retryAfter(RETRY_AFTER) : marked;
  }

  static Failure lost(String why) {
    return Failure.upstream(Problem.of(ProxyProblems.OUTCOME_UNKNOWN, why), null);
  }

  static Failure inFlight() {
    return Failure.client(
            Problem.of(
                Problems.IDEMPOTENCY_KEY_IN_FLIGHT,
                "the first request with this key is not answered yet"))
        .retryAfter(RETRY_AFTER);
  }

  static Failure reused() {
    return Failure.client(
        Problem.of(
            Problems.IDEMPOTENCY_KEY_REUSED, "this key was sent before with another request"));
  }

  static Failure required() {
    return Failure.client(
        Problem.of(Problems.IDEMPOTENCY_KEY_REQUIRED, "without a key, a repeated request is two"));
  }

  static Failure malformed() {
    return Failure.client(Problem.of(Problems.MALFORMED_REQUEST, KeyText.RULE));
  }

  static Failure overloaded() {
    return Failure.ours(
            Problem.of(
                ProxyProblems.OVERLOADED, "too many requests with idempotency keys are in work"),
            null)
        .retryAfter(RETRY_AFTER);
  }
}
