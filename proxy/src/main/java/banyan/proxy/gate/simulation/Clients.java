package banyan.proxy.gate.simulation;

import banyan.proxy.gate.Identity;
import java.util.SplittableRandom;

/**
 * The clients of one side: one for each request a minute, some asking much more often than others,
 * each with a slowness of its own that lasts. Immutable.
 */
final class Clients {
  private static final double CLIENTS_PER_RPS = 60;
  private static final int CLIENTS_MIN = 30;
  private static final int CLIENTS_MAX = 20_000;

  /** The spread of the logarithm of their slowness. */
  private static final double SLOWNESS_SPREAD = 0.3;

  private final long[] identities;
  private final double[] slowness;

  private Clients(long[] identities, double[] slowness) {
    this.identities = identities;
    this.slowness = slowness;
  }

  static Clients of(double rps, String side, SplittableRandom random) {
    int count = (int) Math.clamp(rps * CLIENTS_PER_RPS, CLIENTS_MIN, CLIENTS_MAX);
    long[] identities = new long[count];
    double[] slowness = new double[count];
    for (int i = 0; i < count; i++) {
      identities[i] = Identity.of(side + i + "-" + random.nextInt());
      slowness[i] = Math.exp(SLOWNESS_SPREAD * random.nextGaussian());
    }
    return new Clients(identities, slowness);
  }

  /**
   * Who asks: a tenth of the clients make a third of the requests.
   *
   * @param chance evenly spread from 0 to 1
   */
  int pick(double chance) {
    return (int) (identities.length * chance * chance);
  }

  long identity(int client) {
    return identities[client];
  }

  double slowness(int client) {
    return slowness[client];
  }
}
