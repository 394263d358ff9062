package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request says of the order of its answer. Immutable once made.
 *
 * @param isAsked whether it asks for an order, in its query or its body
 * @param sizes of the lists in its body, from two elements on: an answer may have one element for
 *     each
 */
record RequestedOrder(boolean isAsked, Set<Integer> sizes) {
  private static final Pattern IN_QUERY =
      Pattern.compile(
          "(^|&)(sort|order|sort_?by|order_?by)(\\[[^]=&]*\\])?=[^&]", Pattern.CASE_INSENSITIVE);

  private static final Pattern IN_BODY =
      Pattern.compile("sort|sort_?by|order_?by", Pattern.CASE_INSENSITIVE);

  static RequestedOrder of(RecordedRequest request) {
    Set<Integer> sizes = new HashSet<>();
    boolean isAsked = IN_QUERY.matcher(request.query()).find();
    try {
      if (request.body().length > 0) {
        isAsked |= look(JsonBody.read(request.body()), sizes);
      }
    } catch (IOException _) {
      // A form or an upload says nothing that is known.
    }
    return new RequestedOrder(isAsked, Set.copyOf(sizes));
  }

  private static boolean look(JsonNode node, Set<Integer> sizes) {
    if (node.isArray() && node.size() > 1) {
      sizes.add(node.size());
    }
    boolean isAsked = false;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean isTold = !field.getValue().isNull() && !field.getValue().isEmpty();
      isAsked |=
          IN_BODY.matcher(field.getKey()).matches() && (isTold || field.getValue().isTextual());
    }
    for (JsonNode inner : node) {
      isAsked |= look(inner, sizes);
    }
    return isAsked;
  }
}
