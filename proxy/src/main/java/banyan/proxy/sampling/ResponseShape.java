package banyan.proxy.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The shape of a JSON answer as one number: which fields there are and of what type, whether lists
 * have no element, one or more, and what their elements look like. Values have no part in it.
 */
public final class ResponseShape {
  /** Elements of one list, and fields of one object, that are looked at. */
  public static final int PARTS_MAX = 100;

  /** Levels that are looked at. */
  public static final int DEPTH_MAX = 8;

  /** The shape of an answer without a JSON body. */
  public static final long NONE = 0;

  private static final long SEED = 0x9e3779b97f4a7c15L;

  private ResponseShape() {}

  /** The shape; equal for equal shapes, and hardly ever for others. */
  public static long of(JsonNode node) {
    return of(node, 0);
  }

  private static long of(JsonNode node, int depth) {
    long type = mix(SEED, node.getNodeType().name().hashCode());
    if (depth == DEPTH_MAX) {
      return type;
    }
    return switch (node) {
      case ObjectNode object -> mix(type, fields(object, depth));
      case ArrayNode array -> mix(mix(type, Math.min(2, array.size())), elements(array, depth));
      default -> type;
    };
  }

  /** A sum: fields have no order. */
  private static long fields(ObjectNode object, int depth) {
    long sum = 0;
    int seen = 0;
    for (var field : object.properties()) {
      if (seen++ == PARTS_MAX) {
        break;
      }
      sum += mix(field.getKey().hashCode(), of(field.getValue(), depth + 1));
    }
    return sum;
  }

  /** The shapes of elements as a set: how often one occurs is no matter. */
  private static long elements(ArrayNode array, int depth) {
    java.util.Set<Long> shapes = new java.util.HashSet<>();
    for (int i = 0; i < Math.min(PARTS_MAX, array.size()); i++) {
      shapes.add(of(array.get(i), depth + 1));
    }
    return shapes.stream().mapToLong(Long::longValue).sum();
  }

  /** The finalizer of MurmurHash3. */
  private static long mix(long seed, long value) {
    long mixed = seed * 31 + value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
