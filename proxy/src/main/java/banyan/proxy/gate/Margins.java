package banyan.proxy.gate;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a candidate is allowed, and what must have been seen before it is promoted.
 *
 * @param errorRatio so many times the baseline's errors are tolerated; above 1
 * @param errorShare or so many more episodes per request, such as 0.005; above 0
 * @param latencyP50 the median may be longer by this share
 * @param latencyP95 the slowest twentieth
 * @param latencyP99 the slowest hundredth
 * @param latencyFloorMillis a quantile that is longer by less than this is tolerated
 * @param parityRate so many of the compared answers may differ
 * @param compared answers that must have been compared; with 0, parity counts when there is any
 * @param users identities of each side
 * @param time since the weight was set
 */
public record Margins(
    double errorRatio,
    double errorShare,
    double latencyP50,
    double latencyP95,
    double latencyP99,
    double latencyFloorMillis,
    double parityRate,
    long compared,
    int users,
    Duration time) {

  /** The defaults, with their reasons in docs/gate.md. */
  public static final Margins DEFAULT =
      new Margins(2, 0.005, 0.15, 0.2, 0.3, 5, 0.001, 0, 10, Duration.ofMinutes(10));

  /** More users than so many are not told apart. */
  public static final int USERS_MAX = 10_000;

  public Margins {
    require(errorRatio > 1 && errorRatio <= 16, "errorRatio", errorRatio, "above 1 and up to 16");
    requireShare("errorShare", errorShare);
    require(latencyP50 > 0 && latencyP50 <= 100, "latencyP50", latencyP50, "above 0, up to 100");
    require(latencyP95 > 0 && latencyP95 <= 100, "latencyP95", latencyP95, "above 0, up to 100");
    require(latencyP99 > 0 && latencyP99 <= 100, "latencyP99", latencyP99, "above 0, up to 100");
    require(
        latencyFloorMillis >= 0 && latencyFloorMillis <= 60_000,
        "latencyFloorMillis",
        latencyFloorMillis,
        "from 0 to 60000");
    requireShare("parityRate", parityRate);
    require(compared >= 0, "compared", (double) compared, "0 or more");
    require(users >= 1 && users <= USERS_MAX, "users", users, "from 1 to " + USERS_MAX);
    require(
        !time.isNegative() && time.compareTo(Duration.ofDays(365)) <= 0,
        "time",
        (double) time.toSeconds(),
        "from 0 s to 365 days");
  }

  /** The longest that a quantile of the candidate may be. */
  double latencyLimit(int quantile, double baseline) {
    double share =
        switch (quantile) {
          case 0 -> latencyP50;
          case 1 -> latencyP95;
          default -> latencyP99;
        };
    return Math.max(baseline * (1 + share), baseline + latencyFloorMillis);
  }

  private static void requireShare(String name, double value) {
    require(value > 0 && value < 1, name, value, "between 0 and 1");
  }

  private static void require(boolean isMet, String name, double value, String remedy) {
    if (!isMet) {
      String shown = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
      throw new IllegalArgumentException(name + " " + shown + ": must be " + remedy);
    }
  }
}
