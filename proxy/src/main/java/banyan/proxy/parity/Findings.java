package banyan.proxy.parity;

import banyan.proxy.compare.Difference;
import banyan.proxy.compare.Explanation;
import banyan.proxy.compare.Noise;
import banyan.proxy.compare.Noise.Pairing;
import banyan.proxy.compare.Outcome;
import banyan.proxy.compare.RecordedRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What pairs of both sides in one direction have shown: the counts of each behaviour, the places
 * that differ, and why what was not compared was not. What is noise is decided when it is asked,
 * not when a pair comes. One thread.
 */
final class Findings {
  /** Behaviours that are told apart; those of further ones count as {@link #FURTHER}. */
  static final int BEHAVIOURS_MAX = 500;

  static final String FURTHER = "further behaviours";

  /** More reasons are not told apart. */
  static final int REASONS_MAX = 50;

  private static final int NAMES_MAX = 10_000;

  private static final String FURTHER_REASONS = "further reasons";

  private final LearnedNoise noise = new LearnedNoise();

  /** One text for each place, however many pairs differ there. */
  private final Map<String, String> names = new HashMap<>();

  private final Map<String, BehaviourTally> tallies = new TreeMap<>();
  private final DifferingPlaces places = new DifferingPlaces();
  private final Map<String, Long> explanations = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private @Nullable Instant begin;
  private @Nullable Instant end;

  /** Learns from two answers of the old side. */
  void learn(String route, Outcome outcome) {
    noise.count(route, Pairing.SELF, outcome);
  }

  /**
   * Counts a pair of both sides; returns the outcome without what is noise by now.
   *
   * @param behaviour its name
   */
  Outcome count(
      String behaviour, String route, RecordedRequest request, Outcome outcome, Instant now) {
    BehaviourTally tally = tally(behaviour, route);
    noise.count(route, Pairing.CROSS, outcome);
    merge(explanations, outcome.explanations());
    if (!(outcome instanceof Outcome.Uncompared)) {
      begin = begin == null ? now : begin;
      end = now;
    }
    switch (outcome) {
      case Outcome.Same _ -> tally.same();
      case Outcome.Uncompared(String reason, List<Explanation> _) -> {
        tally.uncompared();
        merge(reasons, reason, FURTHER_REASONS, 1);
      }
      case Outcome.Different different -> {
        Set<String> at = new HashSet<>();
        different.differences().forEach(found -> at.add(name(found.template())));
        tally.different(
            Set.copyOf(at), different.unlisted() == 0, place -> noise.isNoise(route, place));
        for (Difference found : different.differences()) {
          places.add(route, found, Redaction.sample(found, request, now), this::isNoise);
        }
      }
    }
    return noise.without(route, outcome);
  }

  /** By name. */
  Map<String, Counts> behaviours() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    tallies.forEach(
        (name, tally) ->
            counts.put(
                name,
                new Counts(
                    tally.compared(),
                    tally.mismatched(place -> noise.isNoise(tally.route(), place)),
                    tally.notCompared())));
    return counts;
  }

  PairFigures figures(Instant now) {
    long compared = 0;
    long mismatched = 0;
    for (Counts counts : behaviours().values()) {
      compared += counts.compared();
      mismatched += counts.mismatched();
    }
    return new PairFigures(compared, mismatched, begin == null ? now : begin);
  }

  /** Places whose differences are no noise. */
  List<DifferingPlaces.Line> differing() {
    return places.lines().stream().filter(line -> !isNoise(line.key())).toList();
  }

  long unlisted() {
    return places.unlisted();
  }

  /** Places that differ from themselves, and no more often between the sides. */
  List<Noise.Line> noise() {
    return noise.lines();
  }

  /** Why differences were benign, and how often. */
  Map<String, Long> explanations() {
    return explanations;
  }

  /** Why pairs were not compared, and how often. */
  Map<String, Long> reasons() {
    return reasons;
  }

  /** When the first pair was compared; null before. */
  @Nullable Instant begin() {
    return begin;
  }

  @Nullable Instant end() {
    return end;
  }

  private BehaviourTally tally(String behaviour, String route) {
    boolean isKnown = tallies.containsKey(behaviour) || tallies.size() < BEHAVIOURS_MAX - 1;
    return tallies.computeIfAbsent(isKnown ? behaviour : FURTHER, _ -> new BehaviourTally(route));
  }

  private boolean isNoise(DifferingPlaces.Key key) {
    return noise.isNoise(key.route(), key.template());
  }

  private String name(String place) {
    if (names.size() == NAMES_MAX) {
      names.clear();
    }
    return names.computeIfAbsent(place, known -> known);
  }

  private static void merge(Map<String, Long> counts, List<Explanation> found) {
    found.forEach(each -> merge(counts, each.what(), FURTHER_REASONS, each.times()));
  }

  private static void merge(Map<String, Long> counts, String what, String further, long times) {
    boolean isKnown = counts.containsKey(what) || counts.size() < REASONS_MAX;
    counts.merge(isKnown ? what : further, times, Long::sum);
  }

  /** Of one behaviour. */
  record Counts(long compared, long mismatched, long uncompared) {}
}
