package banyan.proxy.gate.simulation;

import banyan.proxy.gate.Decision;
import banyan.proxy.gate.Gate;
import banyan.proxy.gate.Margins;
import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** One release, request by request. Confined to one thread. */
final class SimulatedRelease {
  /** The spread of the logarithm of one client's latencies. */
  private static final double LATENCY_SPREAD = 0.6;

  private static final double LATENCY_MILLIS = 40;
  private static final double ERROR_MILLIS = 15;

  /** Between two errors of a burst. */
  private static final int REPEAT_MILLIS = 10_000;

  private static final int PROMOTION_LOOK_SECONDS = 300;

  private static final double[] LATENCIES = latencies();

  private final Scenario scenario;
  private final Weather weather;
  private final Clients from;
  private final Clients to;
  private final SplittableRandom random;
  private final Gate gate = new Gate(Margins.DEFAULT);
  private final int seconds;

  /** Errors that clients in a burst are still to have. Bounded by the bursts of half a minute. */
  private final PriorityQueue<Repeat> repeats =
      new PriorityQueue<>(Comparator.comparingLong(Repeat::millis));

  private record Repeat(long millis, Side side, long identity, Outcome outcome, int left) {}

  SimulatedRelease(Scenario scenario, long seed) {
    this.scenario = scenario;
    random = new SplittableRandom(seed);
    seconds = (int) Math.ceil(scenario.hours() * 3600);
    weather = new Weather(seconds, random);
    from = Clients.of(scenario.rps() * (1 - scenario.share()) / scenario.share(), "from", random);
    to = Clients.of(scenario.rps(), "to", random);
  }

  Ending run() {
    double promotion = Double.POSITIVE_INFINITY;
    for (int second = 0; second < seconds; second++) {
      second(second);
      if (gate.isHarmful()) {
        return new Ending((second + 1) / 60.0, promotion);
      }
      boolean isLook = (second + 1) % PROMOTION_LOOK_SECONDS == 0;
      if (isLook && promotion == Double.POSITIVE_INFINITY) {
        Decision decision = gate.verdict((second + 1) * 1000L).decision();
        promotion = decision == Decision.PROMOTE ? (second + 1) / 60.0 : promotion;
      }
    }
    return new Ending(Double.POSITIVE_INFINITY, promotion);
  }

  private void second(int second) {
    int requests = poisson(scenario.rps() / scenario.share() * weather.traffic(second));
    double start = scenario.baseError() * weather.errors(second) / scenario.burst();
    double slowness = weather.latency(second) * LATENCY_MILLIS;
    for (int i = 0; i < requests; i++) {
      long millis = second * 1000L + i * 1000L / requests;
      repeat(millis);
      request(millis, start, slowness);
    }
  }

  private void request(long millis, double start, double slowness) {
    // One number for two chances: the high bits pick the side, the low ones whether it fails.
    long fates = random.nextLong();
    boolean isTo = (fates >>> 32) * 0x1p-32 < scenario.share();
    Side side = isTo ? Side.TO : Side.FROM;
    Clients clients = isTo ? to : from;
    // And again: the client, and its latency.
    long chances = random.nextLong();
    int client = clients.pick((chances >>> 11) * 0x1p-53);
    if ((fates & 0xffffffffL) * 0x1p-32 < (isTo ? start * scenario.effect() : start)) {
      Outcome outcome = outcome();
      gate.add(millis, side, clients.identity(client), outcome, ERROR_MILLIS);
      plan(millis, side, clients.identity(client), outcome, scenario.burst() - 1);
      return;
    }
    double latency =
        LATENCIES[(int) (chances & (LATENCIES.length - 1))] * slowness * clients.slowness(client);
    gate.add(
        millis,
        side,
        clients.identity(client),
        Outcome.OK,
        isTo ? latency * scenario.latencyEffect() : latency);
  }

  private void plan(long millis, Side side, long identity, Outcome outcome, int left) {
    if (left > 0) {
      long next = millis + 1 + random.nextInt(REPEAT_MILLIS);
      repeats.add(new Repeat(next, side, identity, outcome, left));
    }
  }

  private void repeat(long millis) {
    while (!repeats.isEmpty() && repeats.peek().millis() <= millis) {
      Repeat repeat = repeats.remove();
      gate.add(repeat.millis(), repeat.side(), repeat.identity(), repeat.outcome(), ERROR_MILLIS);
      plan(repeat.millis(), repeat.side(), repeat.identity(), repeat.outcome(), repeat.left() - 1);
    }
  }

  private Outcome outcome() {
    int tenth = random.nextInt(10);
    return tenth < 8 ? Outcome.SERVER_ERROR : tenth == 8 ? Outcome.TIMEOUT : Outcome.REFUSED;
  }

  /** Knuth's way, in pieces so small that no factor is lost. */
  private int poisson(double mean) {
    int count = 0;
    double left = mean;
    while (left > 0) {
      double limit = Math.exp(-Math.min(left, 30));
      double product = random.nextDouble();
      while (product > limit) {
        count++;
        product *= random.nextDouble();
      }
      left -= 30;
    }
    return count;
  }

  /** Factors with a lognormal distribution, each as likely as another. */
  private static double[] latencies() {
    SplittableRandom random = new SplittableRandom(1);
    double[] latencies = new double[1 << 14];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = Math.exp(LATENCY_SPREAD * random.nextGaussian());
    }
    return latencies;
  }
}
