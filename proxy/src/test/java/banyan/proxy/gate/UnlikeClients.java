package banyan.proxy.gate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Made-up releases whose clients are unlike each other: the n-th asks {@code 1 / n^spread} times as
 * often as the first, some fail with a probability of their own, and first requests may fail more
 * often than others. Which side a client is on depends on nothing but chance and the weight, as in
 * cohorts.
 */
final class UnlikeClients {
  private static final int SECONDS = 3_600;

  private int clients = 2_000;
  private double spread = 1.2;
  private int rate = 50;
  private double[] weights = {0.1};
  private double errors = 0.0005;
  private double firstErrors = 0.0005;
  private double broken;
  private double brokenErrors;
  private double effect = 1;

  /**
   * @param spread the exponent of Zipf's law; 0 for clients that ask alike
   * @param perSecond requests of both sides
   */
  UnlikeClients clients(int count, double spread, int perSecond) {
    clients = count;
    this.spread = spread;
    rate = perSecond;
    return this;
  }

  /** The candidate's weight, each for a like part of the hour. */
  UnlikeClients weights(double... steps) {
    weights = steps;
    return this;
  }

  /** Shares of the requests that fail: of the first one of a client, and of the others. */
  UnlikeClients errors(double first, double later) {
    firstErrors = first;
    errors = later;
    return this;
  }

  /** So many of the clients fail with a probability of their own. */
  UnlikeClients broken(double share, double withErrors) {
    broken = share;
    brokenErrors = withErrors;
    return this;
  }

  /** So many times as often as the baseline the candidate fails. */
  UnlikeClients effect(double times) {
    effect = times;
    return this;
  }

  /** How many of so many releases are rolled back. */
  int rolledBack(int releases) {
    int count = 0;
    for (int i = 0; i < releases; i++) {
      count += isRolledBack(new SplittableRandom(i)) ? 1 : 0;
    }
    return count;
  }

  private boolean isRolledBack(SplittableRandom random) {
    double[] upTo = new double[clients];
    double[] fate = new double[clients];
    boolean[] isBroken = new boolean[clients];
    boolean[] hasAsked = new boolean[clients];
    for (int i = 0; i < clients; i++) {
      upTo[i] = (i == 0 ? 0 : upTo[i - 1]) + Math.pow(i + 1, -spread);
      fate[i] = random.nextDouble();
      isBroken[i] = random.nextDouble() < broken;
    }
    Gate gate = new Gate(Margins.DEFAULT);
    int requests = SECONDS * rate;
    for (int i = 0; i < requests && !gate.isHarmful(); i++) {
      int place = Arrays.binarySearch(upTo, random.nextDouble() * upTo[clients - 1]);
      int client = place < 0 ? -place - 1 : place;
      double weight = weights[(int) ((long) i * weights.length / requests)];
      boolean isTo = fate[client] < weight;
      double chance = hasAsked[client] ? errors : firstErrors;
      hasAsked[client] = true;
      chance = isBroken[client] ? brokenErrors : chance;
      boolean isError = random.nextDouble() < (isTo ? chance * effect : chance);
      gate.add(
          i * 1000L / rate,
          isTo ? Side.TO : Side.FROM,
          Identity.of("client " + client),
          isError ? Outcome.SERVER_ERROR : Outcome.OK,
          Double.NaN);
    }
    gate.end(SECONDS * 1000L);
    return gate.isHarmful();
  }
}
