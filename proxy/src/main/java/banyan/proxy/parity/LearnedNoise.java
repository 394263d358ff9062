package banyan.proxy.parity;

import banyan.proxy.compare.Noise;
import banyan.proxy.compare.Noise.Pairing;
import banyan.proxy.compare.Noise.Verdict;
import banyan.proxy.compare.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is noise by the pairs so far. A verdict costs as much as there are pairs, so it is kept
 * until there are 2 % more of them: all verdicts together cost about the same for every pair. One
 * thread.
 */
final class LearnedNoise {
  /** A verdict holds until the pairs have grown by this part. */
  private static final int GROWTH = 50;

  private final Noise noise = new Noise();

  /** As many as there are routes and places in {@link Noise}. */
  private final Map<String, Route> routes = new HashMap<>();

  void count(String route, Pairing pairing, Outcome outcome) {
    noise.count(route, pairing, outcome);
    Route known = routes.get(route);
    if (known != null) {
      known.pairs++;
    } else if (routes.size() < Noise.ROUTES_MAX) {
      routes.put(route, new Route());
    }
  }

  boolean isNoise(String route, String place) {
    Route known = routes.get(route);
    if (known == null) {
      return false;
    }
    Judged last = known.places.get(place);
    if (last == null || known.pairs > last.pairs() + last.pairs() / GROWTH) {
      last = new Judged(noise.verdict(route, place) == Verdict.NOISE, known.pairs);
      if (known.places.size() < Noise.PLACES_MAX || known.places.containsKey(place)) {
        known.places.put(place, last);
      }
    }
    return last.isNoise();
  }

  /** An outcome without the differences that are noise. */
  Outcome without(String route, Outcome outcome) {
    return Noise.without(outcome, place -> isNoise(route, place));
  }

  /** The places that are noise. */
  List<Noise.Line> lines() {
    return noise.lines().stream().filter(line -> line.verdict() == Verdict.NOISE).toList();
  }

  /**
   * A verdict.
   *
   * @param pairs that there were
   */
  private record Judged(boolean isNoise, long pairs) {}

  private static final class Route {
    private final Map<String, Judged> places = new HashMap<>();
    private long pairs = 1;
  }
}
