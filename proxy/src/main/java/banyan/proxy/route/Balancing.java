package banyan.proxy.route;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an upstream's requests are shared among its endpoints, and when one of them gets none.
 *
 * @param weights by endpoint, from 1; who is not named has {@link #WEIGHT}
 * @param affinity what ties requests to an endpoint; null for nothing
 * @param slowStart an endpoint that comes, or comes back, has its whole share after this
 * @param panicShare when a smaller part of the endpoints may be used, all are; from 0 to 1
 * @param health how endpoints are asked whether they are well; null for not at all
 * @param ejection when an endpoint that answers badly gets no requests for a while
 */
public record Balancing(
    Map<URI, Integer> weights,
    @Nullable Affinity affinity,
    Duration slowStart,
    double panicShare,
    @Nullable HealthCheck health,
    Ejection ejection) {
  public static final int WEIGHT = 1;
  public static final int WEIGHT_MAX = 1000;

  public static final Balancing DEFAULT =
      new Balancing(Map.of(), null, Duration.ofSeconds(10), 0.3, null, Ejection.DEFAULT);

  public Balancing {
    // Said or not said, the same weight makes the same definition.
    weights = new HashMap<>(weights);
    weights.values().removeIf(weight -> weight == WEIGHT);
    weights = Map.copyOf(weights);
  }

  public int weight(URI endpoint) {
    return weights.getOrDefault(endpoint, WEIGHT);
  }

  /** What ties a request to an endpoint. Requests without it are shared out like others. */
  public sealed interface Affinity {
    /** The value of an application's own cookie. */
    record Cookie(String name) implements Affinity {}

    /** The value of a field. */
    record Field(String name) implements Affinity {}

    /** The value of a cookie that is made here, at random, for who has none. */
    record OwnCookie(String name) implements Affinity {}
  }

  /**
   * How an endpoint is asked whether it is well.
   *
   * @param path with query, from its root
   * @param interval between two questions to one endpoint
   * @param timeout after which there is no answer
   * @param unhealthyAfter bad answers in a row after which it gets no requests
   * @param healthyAfter good answers in a row after which it gets them again
   * @param statusMin of a good answer
   * @param statusMax of a good answer
   */
  public record HealthCheck(
      String path,
      Duration interval,
      Duration timeout,
      int unhealthyAfter,
      int healthyAfter,
      int statusMin,
      int statusMax) {
    public static final Duration INTERVAL = Duration.ofSeconds(10);
    public static final Duration TIMEOUT = Duration.ofSeconds(2);
    public static final int UNHEALTHY_AFTER = 3;
    public static final int HEALTHY_AFTER = 2;

    public boolean isGood(int status) {
      return statusMin <= status && status <= statusMax;
    }
  }

  /**
   * When an endpoint is ejected: gets no requests because of how it answered some.
   *
   * @param consecutive failures in a row that eject it; 0 for any number
   * @param outliers whether it is ejected for failing far more often than the others
   * @param window over which failures are compared
   * @param time of the first ejection; each further one takes twice as long
   * @param timeMax of an ejection
   * @param shareMax at most this part of the endpoints is ejected at once; from 0 to 1
   */
  public record Ejection(
      int consecutive,
      boolean outliers,
      Duration window,
      Duration time,
      Duration timeMax,
      double shareMax) {
    public static final Ejection DEFAULT =
        new Ejection(
            5, true, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5), 0.5);
  }
}
