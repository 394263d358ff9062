package banyan.proxy.route;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one source and one host as a tree of segments. A look-up follows the request's
 * segments and meets the templates that match in the order of precedence, so it stops at the first
 * that is enough. Written while a table is built, read by any thread afterwards.
 */
final class PathIndex {
  private final Node root = new Node();

  void add(Route route) {
    Node node = root;
    for (PathTemplate.Segment segment : route.path().segments()) {
      node =
          switch (segment) {
            case PathTemplate.Segment.Fixed fixed -> node.fixedChild(fixed.text());
            case PathTemplate.Segment.Open _ -> node.openChild();
          };
    }
    (route.path().isPrefix() ? node.below : node.exact).add(route);
  }

  /** Shows what stands at each template that matches, best first; returns whether one is enough. */
  boolean walk(String path, Predicate<Alternatives> isEnough) {
    return walk(root, path, 1, isEnough);
  }

  private static boolean walk(Node node, String path, int start, Predicate<Alternatives> isEnough) {
    if (start > path.length()) {
      return isEnough.test(node.exact) || isEnough.test(node.below);
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    String segment = path.substring(start, end);
    Node fixed = node.fixed.get(segment);
    return (fixed != null && walk(fixed, path, end + 1, isEnough))
        || (node.open != null && !segment.isEmpty() && walk(node.open, path, end + 1, isEnough))
        || isEnough.test(node.below);
  }

  private static final class Node {
    private final Map<String, Node> fixed = new HashMap<>();
    private final Alternatives exact = new Alternatives();
    private final Alternatives below = new Alternatives();
    private @Nullable Node open;

    Node fixedChild(String text) {
      return fixed.computeIfAbsent(text, _ -> new Node());
    }

    Node openChild() {
      if (open == null) {
        open = new Node();
      }
      return open;
    }
  }
}
