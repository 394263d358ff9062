package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Numbers that are equal for values which may say the same: ids that nobody knows, moments, origins
 * and whatever a rule allows are left out, and so is the order of lists. They find elements that
 * belong together; what they hide is compared later, and a collision costs a wrong pair, which then
 * shows. One thread.
 */
final class Mask {
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final KnownIds ids;
  private final ActiveRules rules;
  private final Effort effort;
  private final Map<Side, Map<JsonNode, Long>> masks =
      Map.of(Side.FROM, new IdentityHashMap<>(), Side.TO, new IdentityHashMap<>());

  Mask(KnownIds ids, ActiveRules rules, Effort effort) {
    this.ids = ids;
    this.rules = rules;
    this.effort = effort;
  }

  /** Equal for values that may say the same. */
  long of(Side side, Place place, JsonNode node) {
    if (!node.isContainerNode()) {
      return scalar(side, place, node, false);
    }
    Map<JsonNode, Long> known = masks.getOrDefault(side, Map.of());
    Long mask = known.get(node);
    if (mask == null) {
      mask = container(side, place, node, false);
      known.put(node, mask);
    }
    return mask;
  }

  /** Equal for values that are equal but for the order of fields and elements. */
  long exact(Side side, Place place, JsonNode node) {
    return node.isContainerNode()
        ? container(side, place, node, true)
        : scalar(side, place, node, true);
  }

  /** The masks of an object's fields, names included. */
  Set<Long> fields(Side side, Place place, ObjectNode object) {
    Set<Long> masks = new HashSet<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Place at = place.field(field.getKey(), object);
      masks.add(mix(hash(SEED, field.getKey()), of(side, at, field.getValue())));
    }
    return masks;
  }

  private long container(Side side, Place place, JsonNode node, boolean isExact) {
    effort.spend(1);
    if (!isExact && isFree(place)) {
      return SEED;
    }
    // A sum: neither fields nor elements have an order here.
    long sum = node.isObject() ? 1 : 2;
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          Place at = place.field(field.getKey(), object);
          if (isExact || !isOptional(at, field.getValue())) {
            long value = part(side, at, field.getValue(), isExact);
            sum += mix(hash(SEED, name(side, field.getKey(), isExact)), value);
          }
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          sum += mix(PRIME, part(side, place.element(i), array.get(i), isExact));
        }
      }
      default -> throw new IllegalStateException("only objects and arrays contain");
    }
    return mix(SEED, sum);
  }

  private long part(Side side, Place place, JsonNode node, boolean isExact) {
    return isExact ? exact(side, place, node) : of(side, place, node);
  }

  private String name(Side side, String field, boolean isExact) {
    return isExact ? field : text(side, TokenText.scan(field));
  }

  private long scalar(Side side, Place place, JsonNode node, boolean isExact) {
    effort.spend(1);
    long type = hash(SEED, node.getNodeType().name());
    if (isExact) {
      return hash(type, Excerpt.scalarText(node));
    }
    if (isFree(place) || rules.find(place, Allowance.Tolerance.class).isPresent()) {
      return type;
    }
    return hash(type, text(side, ScalarText.of(place, node, rules)));
  }

  private String text(Side side, TokenText text) {
    if (text.tokens().isEmpty()) {
      return text.skeleton();
    }
    StringBuilder named = new StringBuilder(text.skeleton());
    for (Token token : text.tokens()) {
      if (token instanceof Token.Id id) {
        named.append('\u0002').append(ids.name(side, id));
      }
    }
    return named.toString();
  }

  private boolean isFree(Place place) {
    return rules.find(place, Allowance.Anything.class).isPresent()
        || rules.find(place, Allowance.AnyValue.class).isPresent()
        || rules.find(place, Allowance.SameNumber.class).isPresent()
        || rules.find(place, Allowance.Rewrite.class).isPresent()
        || rules.expects(place);
  }

  private boolean isOptional(Place place, JsonNode value) {
    return rules.find(place, Allowance.Anything.class).isPresent()
        || rules.expects(place)
        || (value.isNull() && rules.find(place, Allowance.NullOrAbsent.class).isPresent());
  }

  /** FNV-1a. */
  private static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** The finalizer of MurmurHash3, so that sums of similar values do not collide. */
  private static long mix(long seed, long value) {
    long mixed = seed * PRIME ^ value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
