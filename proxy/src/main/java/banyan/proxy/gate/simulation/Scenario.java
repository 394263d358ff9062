package banyan.proxy.gate.simulation;

import java.math.BigDecimal;

/**
 * The traffic of one kind of release.
 *
 * @param rps requests a second that the candidate answers, on average
 * @param share of the candidate in the traffic that is compared, between 0 and 1
 * @param hours how long a release is watched
 * @param baseError share of the baseline's requests that fail
 * @param effect so many times the baseline's errors has a harmful candidate; 1 for as many
 * @param latencyEffect so many times the baseline's latency; 1 for the same
 * @param burst errors that a client has in a row when it has one
 */
public record Scenario(
    double rps,
    double share,
    double hours,
    double baseError,
    double effect,
    double latencyEffect,
    int burst) {
  /** Five requests a second at weight 10 %, for an hour. */
  public static final Scenario DEFAULT = new Scenario(5, 0.1, 1, 0.005, 3, 1, 1);

  private static final double REQUESTS_MAX = 100_000_000;

  public Scenario {
    require(rps > 0 && rps <= 10_000, "rps", rps, "above 0 and up to 10000");
    require(share >= 0.001 && share <= 0.999, "share", share, "from 0.001 to 0.999");
    require(hours > 0 && hours <= 168, "hours", hours, "above 0 and up to 168");
    require(baseError >= 0 && baseError <= 0.2, "base error", baseError, "from 0 to 0.2");
    require(
        effect >= 0 && effect * baseError <= 0.5, "effect", effect, "0 up to half the requests");
    require(
        latencyEffect >= 0.01 && latencyEffect <= 100,
        "latency effect",
        latencyEffect,
        "from 0.01 to 100");
    require(burst >= 1 && burst <= 100, "burst", burst, "from 1 to 100");
    double requests = rps / share * hours * 3600;
    require(requests <= REQUESTS_MAX, "requests of a release", requests, "at most " + REQUESTS_MAX);
  }

  /** The same traffic with a candidate that is like the baseline. */
  public Scenario healthy() {
    return new Scenario(rps, share, hours, baseError, 1, 1, burst);
  }

  public Scenario withRps(double other) {
    return new Scenario(other, share, hours, baseError, effect, latencyEffect, burst);
  }

  public Scenario withEffects(double errors, double latency) {
    return new Scenario(rps, share, hours, baseError, errors, latency, burst);
  }

  public Scenario withBurst(int other) {
    return new Scenario(rps, share, hours, baseError, effect, latencyEffect, other);
  }

  private static void require(boolean isMet, String name, double value, String remedy) {
    if (!isMet) {
      String shown = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
      throw new IllegalArgumentException(name + " " + shown + ": must be " + remedy);
    }
  }
}
