package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Compares two lists: who belongs to whom, then pair by pair, then the order. One thread. */
final class ListComparison {
  private final Sense sense;
  private final Explanations explanations;
  private final Differences differences;
  private final TreeComparison tree;

  ListComparison(
      Sense sense, Explanations explanations, Differences differences, TreeComparison tree) {
    this.sense = sense;
    this.explanations = explanations;
    this.differences = differences;
    this.tree = tree;
  }

  void compare(Place place, ArrayNode from, ArrayNode to, boolean isCertain) {
    ListKind kind = kind(place, from, to);
    Matching matching =
        kind == ListKind.TUPLE
            ? Matching.byPosition(from.size(), to.size())
            : new ListMatcher(
                    place,
                    from,
                    to,
                    sense.mask(),
                    new ListKey(sense.ids(), sense.rules(), sense.effort()),
                    sense.effort())
                .match();
    for (Matching.Pair pair : matching.pairs()) {
      tree.compare(
          place.element(pair.from()),
          from.get(pair.from()),
          to.get(pair.to()),
          isCertain && pair.isCertain());
    }
    matching.missing().forEach(i -> tree.lack(place.element(i), from.get(i), Side.TO));
    matching.extra().forEach(j -> tree.lack(place.element(j), to.get(j), Side.FROM));
    if (matching.isPermuted()) {
      compareOrder(place, kind, from, matching);
    }
  }

  private ListKind kind(Place place, ArrayNode from, ArrayNode to) {
    if (sense.rules().find(place, Allowance.AnyOrder.class).isPresent()) {
      return ListKind.COLLECTION;
    }
    boolean isTop = place.parent() == null && sense.isSequence();
    ListKind kind = isTop ? ListKind.SEQUENCE : ListKind.of(place, from, to);
    boolean isDeclared = sense.rules().isOrdered(place);
    return isDeclared && kind == ListKind.COLLECTION ? ListKind.SEQUENCE : kind;
  }

  /** Whether a place is that of an event of a stream. */
  boolean isOfEvents(Place place) {
    return sense.areEvents()
        && place.isElement()
        && place.parent() != null
        && place.parent().parent() == null;
  }

  private void compareOrder(Place place, ListKind kind, ArrayNode from, Matching matching) {
    if (sense.rules().allows(place, Allowance.AnyOrder.class)) {
      return;
    }
    orderThatMatters(place, kind, from, matching)
        .ifPresentOrElse(
            by -> differences.add(new Difference.Order(place.pointer(), by)),
            () -> explanations.add("another order of a list that is not sorted"));
  }

  /**
   * Whether the request had a list of as many elements, and nothing but their places tells which of
   * these an element of the answer is for.
   */
  private boolean isOneForEach(Place place, ArrayNode from) {
    if (!sense.requested().sizes().contains(from.size())) {
      return false;
    }
    List<Integer> all = IntStream.range(0, from.size()).boxed().toList();
    return new ListKey(sense.ids(), sense.rules(), sense.effort())
        .choose(place, from, all, from, all)
        .filter(key -> FieldWords.areIds(key) || from.get(0).path(key).isTextual())
        .isEmpty();
  }

  private Optional<String> orderThatMatters(
      Place place, ListKind kind, ArrayNode from, Matching matching) {
    if (kind == ListKind.SEQUENCE) {
      return Optional.of("its order matters");
    }
    boolean isOfObjects = from.get(0).isObject();
    boolean isTopmost = !place.isInList() && isOfObjects;
    if (isTopmost && sense.requested().isAsked()) {
      return Optional.of("the request asks for an order");
    }
    boolean areNumbers = from.get(0).isPojo() && !sense.rules().areIds(place);
    if (!place.isInList() && (isOfObjects || areNumbers) && isOneForEach(place, from)) {
      return Optional.of("one for each element of the request");
    }
    List<JsonNode> matched = matching.pairs().stream().map(pair -> from.get(pair.from())).toList();
    List<JsonNode> inToOrder =
        matching.pairs().stream()
            .sorted(Comparator.comparingInt(Matching.Pair::to))
            .map(pair -> from.get(pair.from()))
            .toList();
    return SortEvidence.broken(place.fieldName(), matched, inToOrder);
  }
}
