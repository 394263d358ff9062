package banyan.proxy.gate;

import java.util.SplittableRandom;

/**
 * A made-up series of answers for a gate: an hour at ten requests a second, unless told otherwise.
 */
final class Series {
  private final SplittableRandom random;
  private double share = 0.5;
  private double fromErrors = 0.01;
  private double toErrors = 0.01;
  private double toLatency = 1;
  private int users = 200;
  private int seconds = 3_600;
  private int rate = 10;
  private Outcome toError = Outcome.SERVER_ERROR;

  Series(long seed) {
    random = new SplittableRandom(seed);
  }

  Series share(double candidate) {
    share = candidate;
    return this;
  }

  Series errors(double from, double to) {
    fromErrors = from;
    toErrors = to;
    return this;
  }

  Series candidateFailsWith(Outcome outcome) {
    toError = outcome;
    return this;
  }

  Series candidateSlower(double times) {
    toLatency = times;
    return this;
  }

  Series users(int count) {
    users = count;
    return this;
  }

  Series seconds(int count) {
    seconds = count;
    return this;
  }

  Series rate(int perSecond) {
    rate = perSecond;
    return this;
  }

  /** Feeds the gate; returns the time after the last answer. */
  long into(Gate gate, long startMillis) {
    for (int i = 0; i < seconds * rate; i++) {
      boolean isTo = random.nextDouble() < share;
      boolean isError = random.nextDouble() < (isTo ? toErrors : fromErrors);
      double latency = 20 * Math.exp(0.5 * random.nextGaussian()) * (isTo ? toLatency : 1);
      // Each identity is of one side, as cohorts are.
      long identity = Identity.of((isTo ? "to" : "from") + random.nextInt(users));
      gate.add(
          startMillis + i * 1000L / rate,
          isTo ? Side.TO : Side.FROM,
          identity,
          isError ? (isTo ? toError : Outcome.SERVER_ERROR) : Outcome.OK,
          latency);
    }
    return startMillis + seconds * 1000L;
  }

  Verdict verdict() {
    Gate gate = new Gate(Margins.DEFAULT);
    return gate.verdict(into(gate, 0));
  }
}
