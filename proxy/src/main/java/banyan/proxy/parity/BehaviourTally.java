package banyan.proxy.parity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What pairs of one behaviour have shown. Pairs that differ are kept by the set of places at which
 * they do, so that noise that is learned later clears them, and clears no other. One thread.
 */
final class BehaviourTally {
  /**
   * Sets of places that are told apart. Twenty pairs of the old side teach what is noise, and of
   * the pairs one in twenty is such: so about twice as many as come until then.
   */
  static final int SETS_MAX = 1_000;

  private final String route;
  private Map<Set<String>, Long> differing = new HashMap<>();
  private long same;
  private long beyond;
  private long uncompared;

  /**
   * A tally of nothing yet.
   *
   * @param route whose places are meant
   */
  BehaviourTally(String route) {
    this.route = route;
  }

  String route() {
    return route;
  }

  void same() {
    same++;
  }

  void uncompared() {
    uncompared++;
  }

  /**
   * Counts a pair that differs.
   *
   * @param places where, with {@code *} for indices
   * @param isWhole whether these are all
   * @param isNoise which places are noise now: they are forgotten when there is no room
   */
  void different(Set<String> places, boolean isWhole, Predicate<String> isNoise) {
    if (!isWhole) {
      beyond++;
      return;
    }
    if (differing.size() == SETS_MAX && !differing.containsKey(places)) {
      forget(isNoise);
    }
    add(differing.size() == SETS_MAX ? without(places, isNoise) : places, 1);
  }

  long compared() {
    return same + beyond + differing.values().stream().mapToLong(Long::longValue).sum();
  }

  long notCompared() {
    return uncompared;
  }

  /** Pairs that differ at a place that is no noise. */
  long mismatched(Predicate<String> isNoise) {
    long mismatched = beyond;
    for (Map.Entry<Set<String>, Long> set : differing.entrySet()) {
      if (!set.getKey().stream().allMatch(isNoise)) {
        mismatched += set.getValue();
      }
    }
    return mismatched;
  }

  private void add(Set<String> places, long pairs) {
    if (places.isEmpty()) {
      same += pairs;
    } else if (differing.containsKey(places) || differing.size() < SETS_MAX) {
      differing.merge(places, pairs, Long::sum);
    } else {
      beyond += pairs;
    }
  }

  /** Sets that differ in noise alone become one. */
  private void forget(Predicate<String> isNoise) {
    Map<Set<String>, Long> before = differing;
    differing = new HashMap<>();
    before.forEach((places, pairs) -> add(without(places, isNoise), pairs));
  }

  private static Set<String> without(Set<String> places, Predicate<String> isNoise) {
    Set<String> left = new HashSet<>(places);
    left.removeIf(isNoise);
    return Set.copyOf(left);
  }
}
