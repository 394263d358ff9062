package banyan.proxy.upstream;

import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What answers a request whose upstream failed before a byte of its answer went out.
 *
 * @param isAfterWork whether it may answer though the upstream may have done the work: the method
 *     is safe, or both keep the request's key in one ledger. Otherwise only what was provably not
 *     processed is answered
 */
record Fallback(boolean isAfterWork, Answering answering) {
  /** Answers, on any thread, without blocking it. */
  @FunctionalInterface
  interface Answering {
    /**
     * Answers.
     *
     * @param body what was read of it comes again; null where the request has none
     * @param callback told of the end of the request
     */
    void answer(@Nullable RequestBody body, Callback callback);
  }

  /** Whether it may answer, for all that is known of the work. */
  boolean mayAnswer(boolean wasSent) {
    return isAfterWork || !wasSent;
  }
}
