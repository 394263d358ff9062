package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;

/** What the order of a list means. */
enum ListKind {
  /** Every position has a meaning of its own: a point, a row of a matrix. */
  TUPLE,
  /** Its order matters, whatever it is sorted by. */
  SEQUENCE,
  /** Its order matters as far as it is sorted. */
  COLLECTION;

  private static final Set<String> TUPLES =
      Set.of(
          "coordinate",
          "coordinates",
          "bbox",
          "bounds",
          "point",
          "location",
          "vector",
          "matrix",
          "embedding",
          "range",
          "interval",
          "rgb",
          "rgba",
          "polygon",
          "geometry",
          "series",
          "histogram");

  private static final Set<String> SEQUENCES =
      Set.of("path", "breadcrumb", "breadcrumbs", "columns", "steps", "ranking", "sequence");

  static ListKind of(Place place, ArrayNode from, ArrayNode to) {
    if (FieldWords.areIds(place.fieldName()) && !place.isElement()) {
      return COLLECTION;
    }
    if (place.isElement() || isPair(from) || isPair(to) || isMixed(from) || areYesAndNo(from)) {
      return TUPLE;
    }
    java.util.List<String> words = FieldWords.of(place.fieldName());
    if (words.stream().anyMatch(TUPLES::contains)) {
      return TUPLE;
    }
    return words.stream().anyMatch(SEQUENCES::contains) ? SEQUENCE : COLLECTION;
  }

  /** Two numbers: a range, a point, a size. */
  private static boolean isPair(ArrayNode list) {
    return list.size() == 2 && list.get(0).isPojo() && list.get(1).isPojo();
  }

  /** A set of these would say nothing. */
  private static boolean areYesAndNo(ArrayNode list) {
    for (JsonNode element : list) {
      if (!element.isBoolean()) {
        return false;
      }
    }
    return list.size() > 1;
  }

  /** Texts beside numbers; null says nothing. */
  private static boolean isMixed(ArrayNode list) {
    Set<com.fasterxml.jackson.databind.node.JsonNodeType> types = new java.util.HashSet<>();
    for (JsonNode element : list) {
      if (!element.isNull()) {
        types.add(element.getNodeType());
      }
    }
    return types.size() > 1;
  }
}
