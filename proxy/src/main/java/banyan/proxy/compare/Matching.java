package banyan.proxy.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which elements of two lists belong together.
 *
 * @param pairs in the order of the first list
 * @param missing indices of the first list without a partner
 * @param extra indices of the second list without a partner
 */
record Matching(List<Pair> pairs, List<Integer> missing, List<Integer> extra) {
  Matching {
    pairs = List.copyOf(pairs);
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
  }

  /** Positions alone: what is a tuple, such as a point. */
  static Matching byPosition(int fromSize, int toSize) {
    int shared = Math.min(fromSize, toSize);
    return new Matching(
        IntStream.range(0, shared).mapToObj(i -> new Pair(i, i, true)).toList(),
        IntStream.range(shared, fromSize).boxed().toList(),
        IntStream.range(shared, toSize).boxed().toList());
  }

  /** Whether the pairs come in another order in the second list. */
  boolean isPermuted() {
    for (int i = 1; i < pairs.size(); i++) {
      if (pairs.get(i).to() < pairs.get(i - 1).to()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Two indices.
   *
   * @param isCertain whether no other element of either list looks the same
   */
  record Pair(int from, int to, boolean isCertain) {}
}
