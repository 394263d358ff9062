package banyan.proxy.resilience;

import java.time.Duration;

/**
 * How many requests may be in work at once, and who waits for a place.
 *
 * @param max requests in work, at least 1
 * @param queue requests that wait, at most; 0 for none
 * @param waitMax so long each, at most
 */
public record InFlightPolicy(int max, int queue, Duration waitMax) {
  public InFlightPolicy {
    if (max < 1 || queue < 0 || !waitMax.isPositive()) {
      throw new IllegalArgumentException(max + " in flight, " + queue + " waiting for " + waitMax);
    }
  }
}
