package banyan.proxy.gate.simulation;

import java.util.SplittableRandom;

/**
 * What both sides of a release suffer together: the daily cycle of traffic, errors and latency,
 * each with a phase of its own, and outages behind both sides in which ten times as many requests
 * fail. Immutable.
 */
final class Weather {
  private static final double DAY_SECONDS = 86_400;
  private static final double SWING = 0.5;
  private static final double LATENCY_SWING = 0.3;

  private static final double OUTAGE_FACTOR = 10;
  private static final int OUTAGE_SECONDS = 30;
  private static final double OUTAGES_PER_SECOND = 1 / 1_800.0;

  private final double trafficPhase;
  private final double errorPhase;
  private final double latencyPhase;
  private final boolean[] outages;

  Weather(int seconds, SplittableRandom random) {
    trafficPhase = random.nextDouble() * 2 * Math.PI;
    errorPhase = random.nextDouble() * 2 * Math.PI;
    latencyPhase = random.nextDouble() * 2 * Math.PI;
    outages = new boolean[seconds + 1];
    int left = 0;
    for (int i = 0; i < outages.length; i++) {
      if (left == 0 && random.nextDouble() < OUTAGES_PER_SECOND) {
        left = OUTAGE_SECONDS;
      }
      outages[i] = left > 0;
      left = Math.max(0, left - 1);
    }
  }

  double traffic(int second) {
    return swing(second, trafficPhase, SWING);
  }

  double errors(int second) {
    return swing(second, errorPhase, SWING) * (outages[second] ? OUTAGE_FACTOR : 1);
  }

  double latency(int second) {
    return swing(second, latencyPhase, LATENCY_SWING);
  }

  private static double swing(int second, double phase, double depth) {
    return 1 + depth * Math.sin(2 * Math.PI * second / DAY_SECONDS + phase);
  }
}
