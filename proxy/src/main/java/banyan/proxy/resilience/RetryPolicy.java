package banyan.proxy.resilience;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What may be sent to an upstream again (RFC 9110 section 9.2.2), and how often.
 *
 * @param times further attempts at most, for one request
 * @param when after which ends of an attempt
 * @param isKeyRespected whether the upstream answers a repeated {@code Idempotency-Key} without
 *     doing the work again: then a request that has one may be repeated like a safe one
 * @param backoff the longest wait before the first further attempt; each later one is twice as long
 * @param backoffMax the longest wait before any
 * @param budgetShare further work for each request, on average
 * @param budgetFloor further attempts a second that are always allowed
 * @param bodyBytesMax a longer body is not kept to be sent again
 */
public record RetryPolicy(
    int times,
    Set<AttemptEnd> when,
    boolean isKeyRespected,
    Duration backoff,
    Duration backoffMax,
    double budgetShare,
    int budgetFloor,
    int bodyBytesMax) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          1,
          EnumSet.of(AttemptEnd.UNPROCESSED, AttemptEnd.BROKEN),
          false,
          Duration.ofMillis(25),
          Duration.ofMillis(500),
          0.2,
          10,
          64 * 1024);

  public RetryPolicy {
    when = Set.copyOf(when);
    if (times < 0 || budgetShare < 0 || budgetFloor < 0 || bodyBytesMax < 0) {
      throw new IllegalArgumentException("nothing of a retry policy is below zero");
    }
    if (!backoff.isPositive() || backoffMax.compareTo(backoff) < 0) {
      throw new IllegalArgumentException("a wait of " + backoff + " up to " + backoffMax);
    }
  }

  /**
   * Whether a request may be sent once more, for all that it and its last attempt say.
   *
   * @param isSafe whether its method only reads
   * @param isKeyed whether it carries an idempotency key
   * @param repeated how often it was sent again before
   */
  public boolean allows(AttemptEnd end, boolean isSafe, boolean isKeyed, int repeated) {
    boolean isHarmless = end == AttemptEnd.UNPROCESSED || isSafe || (isKeyed && isKeyRespected);
    return isHarmless && end != AttemptEnd.FINAL && when.contains(end) && repeated < times;
  }
}
