package banyan.proxy.resilience;

import org.jspecify.annotations.Nullable;

/**
 * How requests to an upstream are guarded, as the document says.
 *
 * @param hedge null where nothing is sent twice because it is late
 * @param breaker null where the upstream is always asked
 * @param inFlight null where as many may be in work as there are connections
 */
public record Protection(
    RetryPolicy retry,
    @Nullable HedgePolicy hedge,
    @Nullable BreakerPolicy breaker,
    @Nullable InFlightPolicy inFlight) {
  public static final Protection DEFAULT =
      new Protection(RetryPolicy.DEFAULT, null, BreakerPolicy.DEFAULT, null);
}
