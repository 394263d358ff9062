package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Infers the field by which the elements of a list are told apart: every element has it, no two
 * have the same value, and most values are in both lists.
 */
final class ListKey {
  private final KnownIds ids;
  private final ActiveRules rules;
  private final Effort effort;

  ListKey(KnownIds ids, ActiveRules rules, Effort effort) {
    this.ids = ids;
    this.rules = rules;
    this.effort = effort;
  }

  /** The name of the field; empty where none will do. */
  Optional<String> choose(
      Place place, ArrayNode from, List<Integer> left, ArrayNode to, List<Integer> right) {
    if (left.isEmpty() || right.isEmpty() || !from.get(left.getFirst()).isObject()) {
      return Optional.empty();
    }
    String best = "";
    int bestScore = 0;
    for (var field : from.get(left.getFirst()).properties()) {
      int score = score(place, from, left, to, right, field.getKey());
      if (score > bestScore) {
        best = field.getKey();
        bestScore = score;
      }
    }
    return bestScore == 0 ? Optional.empty() : Optional.of(best);
  }

  /** What an element has for a key; empty when nothing that tells it apart. */
  String value(Side side, Place place, ArrayNode list, int index, String key) {
    effort.spend(1);
    JsonNode node = list.get(index).get(key);
    Place at = place.element(index).field(key, list.get(index));
    if (node == null || node.isContainerNode() || node.isNull() || node.isBoolean() || isFree(at)) {
      return "";
    }
    TokenText text = ScalarText.of(at, node, rules);
    StringBuilder value = new StringBuilder(text.skeleton());
    for (Token token : text.tokens()) {
      String name = token instanceof Token.Id id ? ids.name(side, id) : "";
      if (name.isEmpty()) {
        return "";
      }
      value.append('\u0002').append(name);
    }
    return value.toString();
  }

  /** Twice the values in common, plus one for an id; 0 when it is no key. */
  private int score(
      Place place,
      ArrayNode from,
      List<Integer> left,
      ArrayNode to,
      List<Integer> right,
      String key) {
    Set<String> values = new HashSet<>();
    for (int i : left) {
      String value = value(Side.FROM, place, from, i, key);
      if (value.isEmpty() || !values.add(value)) {
        return 0;
      }
    }
    int shared = 0;
    for (int j : right) {
      shared += values.remove(value(Side.TO, place, to, j, key)) ? 1 : 0;
    }
    boolean isMost = shared * 2 >= Math.min(left.size(), right.size());
    return isMost && shared > 0 ? shared * 2 + (FieldWords.areIds(key) ? 1 : 0) : 0;
  }

  private boolean isFree(Place place) {
    return rules.find(place, Allowance.Anything.class).isPresent()
        || rules.find(place, Allowance.AnyValue.class).isPresent()
        || rules.find(place, Allowance.Tolerance.class).isPresent()
        || rules.find(place, Allowance.SameNumber.class).isPresent()
        || rules.expects(place);
  }
}
