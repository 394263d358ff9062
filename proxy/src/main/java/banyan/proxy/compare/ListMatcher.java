package banyan.proxy.compare;

import banyan.proxy.compare.Matching.Pair;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Pairs the elements of two lists: equal ones first, then by an inferred key, then those that look
 * alike, then the most similar, and what is left in order. One use, one thread.
 */
final class ListMatcher {
  /** Above so many pairs the most similar ones are not looked for. */
  static final long SIMILAR_MAX = 250_000;

  private static final int FREE = -1;

  private final Place place;
  private final ArrayNode from;
  private final ArrayNode to;
  private final Mask mask;
  private final ListKey keys;
  private final Effort effort;
  private final int[] partners;
  private final boolean[] certain;
  private final boolean[] taken;

  ListMatcher(Place place, ArrayNode from, ArrayNode to, Mask mask, ListKey keys, Effort effort) {
    this.place = place;
    this.from = from;
    this.to = to;
    this.mask = mask;
    this.keys = keys;
    this.effort = effort;
    this.partners = new int[from.size()];
    Arrays.fill(partners, FREE);
    this.certain = new boolean[from.size()];
    this.taken = new boolean[to.size()];
  }

  Matching match() {
    pairEqual(
        i -> mask.exact(Side.FROM, place.element(i), from.get(i)),
        j -> mask.exact(Side.TO, place.element(j), to.get(j)),
        true);
    pairByKey();
    pairEqual(
        i -> mask.of(Side.FROM, place.element(i), from.get(i)),
        j -> mask.of(Side.TO, place.element(j), to.get(j)),
        false);
    pairSimilar();
    if (from.size() == to.size()) {
      pairInOrder();
    }
    return result();
  }

  private void pairEqual(
      ToLongFunction<Integer> ofFrom, ToLongFunction<Integer> ofTo, boolean isExact) {
    Map<Long, Deque<Integer>> waiting = new HashMap<>();
    for (int j : freeTo()) {
      waiting.computeIfAbsent(ofTo.applyAsLong(j), _ -> new ArrayDeque<>()).add(j);
    }
    Map<Long, List<Integer>> asking = new HashMap<>();
    for (int i : freeFrom()) {
      asking.computeIfAbsent(ofFrom.applyAsLong(i), _ -> new ArrayList<>()).add(i);
    }
    asking.forEach(
        (value, indices) -> {
          Deque<Integer> partnersOf = waiting.getOrDefault(value, new ArrayDeque<>());
          boolean isCertain = isExact || (indices.size() == 1 && partnersOf.size() == 1);
          for (int i : indices) {
            if (!partnersOf.isEmpty()) {
              pair(i, partnersOf.remove(), isCertain);
            }
          }
        });
  }

  private void pairByKey() {
    List<Integer> left = freeFrom();
    List<Integer> right = freeTo();
    Map<String, Integer> byKey = new HashMap<>();
    keys.choose(place, from, left, to, right)
        .ifPresent(
            key -> {
              left.forEach(i -> byKey.put(keys.value(Side.FROM, place, from, i, key), i));
              for (int j : right) {
                Integer i = byKey.remove(keys.value(Side.TO, place, to, j, key));
                if (i != null) {
                  pair(i, j, true);
                }
              }
            });
  }

  /** Objects of which at least a third of the fields agree; the best pairs first. */
  private void pairSimilar() {
    List<Integer> left = freeFrom().stream().filter(i -> from.get(i).isObject()).toList();
    List<Integer> right = freeTo().stream().filter(j -> to.get(j).isObject()).toList();
    if (left.isEmpty() || right.isEmpty() || (long) left.size() * right.size() > SIMILAR_MAX) {
      return;
    }
    Map<Integer, Set<Long>> ofTo = new HashMap<>();
    right.forEach(j -> ofTo.put(j, fields(Side.TO, to.get(j), j)));
    List<int[]> scores = new ArrayList<>();
    for (int i : left) {
      Set<Long> ofFrom = fields(Side.FROM, from.get(i), i);
      for (int j : right) {
        Set<Long> others = ofTo.getOrDefault(j, Set.of());
        effort.spend(ofFrom.size());
        int shared = (int) ofFrom.stream().filter(others::contains).count();
        if (shared * 3 >= Math.max(ofFrom.size(), others.size())) {
          scores.add(new int[] {i, j, shared});
        }
      }
    }
    scores.sort(
        Comparator.<int[]>comparingInt(score -> -score[2])
            .thenComparingInt(score -> Math.abs(score[0] - score[1]))
            .thenComparingInt(score -> score[0]));
    for (int[] score : scores) {
      if (partners[score[0]] == FREE && !taken[score[1]]) {
        pair(score[0], score[1], false);
      }
    }
  }

  private Set<Long> fields(Side side, JsonNode node, int index) {
    return mask.fields(side, place.element(index), (ObjectNode) node);
  }

  private void pairInOrder() {
    List<Integer> left = freeFrom();
    List<Integer> right = freeTo();
    for (int i = 0; i < left.size(); i++) {
      pair(left.get(i), right.get(i), false);
    }
  }

  private void pair(int i, int j, boolean isCertain) {
    partners[i] = j;
    certain[i] = isCertain;
    taken[j] = true;
  }

  private List<Integer> freeFrom() {
    return IntStream.range(0, partners.length).filter(i -> partners[i] == FREE).boxed().toList();
  }

  private List<Integer> freeTo() {
    return IntStream.range(0, taken.length).filter(j -> !taken[j]).boxed().toList();
  }

  private Matching result() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] != FREE) {
        pairs.add(new Pair(i, partners[i], certain[i]));
      }
    }
    return new Matching(pairs, freeFrom(), freeTo());
  }
}
