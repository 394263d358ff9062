package banyan.proxy.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What differs between two answers of one side, and so says nothing of the other: learned from
 * pairs that {@code from} answers twice, place by place (with {@code *} for indices). A place is
 * noise when it was seen to differ from itself, as long as its count among pairs of both sides is
 * one that the rate seen among pairs of one side explains, as a Beta-Binomial count. Safe for any
 * threads.
 */
public final class Noise {
  /** Routes whose noise is learned; differences of further ones are all reported. */
  public static final int ROUTES_MAX = 2_000;

  /** Places of a route whose noise is learned; differences at further ones are all reported. */
  public static final int PLACES_MAX = 500;

  /** Fewer pairs of one side teach nothing. */
  public static final int PAIRS_MIN = 20;

  /** The chance to report any noisy place of a route, shared by its places. */
  private static final double FALSE_MAX = 0.01;

  /** Jeffreys' prior: half a pair that differs, half a pair that does not. */
  private static final double PRIOR = 0.5;

  private final Map<String, Counts> routes = new HashMap<>();

  /** Whose answers a pair has. */
  public enum Pairing {
    /** Both are of the side that serves. */
    SELF,
    /** One of each side. */
    CROSS
  }

  /** What a place is. */
  public enum Verdict {
    /** It differs as often as it differs from itself. */
    NOISE,
    /** It differs more often than that. */
    WRONG,
    /** Too few pairs of one side are known, or too many places. */
    UNKNOWN
  }

  /** Counts the differences of a pair; what was not compared counts as nothing. */
  public synchronized void count(String route, Pairing pairing, Outcome outcome) {
    if (outcome instanceof Outcome.Uncompared
        || (!routes.containsKey(route) && routes.size() == ROUTES_MAX)) {
      return;
    }
    Counts counts = routes.computeIfAbsent(route, _ -> new Counts());
    counts.pairs.add(pairing);
    for (String place : places(outcome)) {
      if (counts.places.containsKey(place) || counts.places.size() < PLACES_MAX) {
        counts.places.computeIfAbsent(place, _ -> new Tally()).add(pairing);
      }
    }
  }

  /** What a place of a route is, by what was counted so far. */
  public synchronized Verdict verdict(String route, String template) {
    Counts counts = routes.get(route);
    Tally differing = counts == null ? null : counts.places.get(template);
    if (counts == null || differing == null || counts.pairs.self < PAIRS_MIN) {
      return Verdict.UNKNOWN;
    }
    if (differing.self == 0) {
      // What never differs from itself is no noise, however rarely it differs from the other side:
      // the bug of a rare branch looks just so.
      return Verdict.WRONG;
    }
    double chance =
        new BetaBinomial(
                counts.pairs.cross,
                differing.self + PRIOR,
                counts.pairs.self - differing.self + PRIOR)
            .atLeast(differing.cross);
    return chance < FALSE_MAX / counts.places.size() ? Verdict.WRONG : Verdict.NOISE;
  }

  /** An outcome without the differences that are noise. */
  public Outcome without(String route, Outcome outcome) {
    return without(outcome, place -> verdict(route, place) == Verdict.NOISE);
  }

  /**
   * An outcome without the differences that are noise.
   *
   * @param isNoise whether a place is, with {@code *} for indices
   */
  public static Outcome without(Outcome outcome, Predicate<String> isNoise) {
    if (!(outcome instanceof Outcome.Different different) || different.unlisted() > 0) {
      return outcome;
    }
    List<Difference> left =
        different.differences().stream().filter(found -> !isNoise.test(found.template())).toList();
    int quiet = different.differences().size() - left.size();
    if (quiet == 0) {
      return outcome;
    }
    List<Explanation> explanations = new ArrayList<>(different.explanations());
    explanations.add(new Explanation("noise", quiet));
    return left.isEmpty()
        ? new Outcome.Same(List.copyOf(explanations))
        : new Outcome.Different(left, 0, List.copyOf(explanations));
  }

  /** Every place that is known to differ, by route and place. */
  public synchronized List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    routes.forEach(
        (route, counts) ->
            counts.places.forEach(
                (place, differing) ->
                    lines.add(
                        new Line(
                            route,
                            place,
                            verdict(route, place),
                            differing.self,
                            counts.pairs.self,
                            differing.cross,
                            counts.pairs.cross))));
    lines.sort(Comparator.comparing(Line::route).thenComparing(Line::place));
    return lines;
  }

  /**
   * What is known of a place.
   *
   * @param place a template, with {@code *} for indices
   * @param self pairs of one side that differ there, of {@code selfPairs}
   * @param cross pairs of both sides that do, of {@code crossPairs}
   */
  public record Line(
      String route,
      String place,
      Verdict verdict,
      long self,
      long selfPairs,
      long cross,
      long crossPairs) {}

  private static Set<String> places(Outcome outcome) {
    Set<String> places = new HashSet<>();
    if (outcome instanceof Outcome.Different different) {
      different.differences().forEach(found -> places.add(found.template()));
    }
    return places;
  }

  /** Of one route: all pairs and, by place, those that differ there. */
  private static final class Counts {
    private final Tally pairs = new Tally();
    private final Map<String, Tally> places = new HashMap<>();
  }

  /** Pairs by whose answers they have. */
  private static final class Tally {
    private long self;
    private long cross;

    void add(Pairing pairing) {
      switch (pairing) {
        case SELF -> self++;
        case CROSS -> cross++;
      }
    }
  }
}
