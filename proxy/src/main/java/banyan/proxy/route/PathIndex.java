package banyan.proxy.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one source and one host as a tree of segments. A look-up follows the request's
 * segments and meets the templates that match in the order of precedence, so it stops at the first
 * that takes the method. Written while a table is built, read by any thread afterwards.
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
    node.add(route);
  }

  /** The best route for the method, or null. */
  @Nullable Route find(String method, String path) {
    return walk(root, path, 1, choice -> choice.take(method));
  }

  /** Adds the methods that any route of the path names. */
  void collectMethods(String path, Set<String> allowed) {
    walk(
        root,
        path,
        1,
        choice -> {
          choice.addMethods(allowed);
          return null;
        });
  }

  private static @Nullable Route walk(Node node, String path, int start, Visit visit) {
    if (start > path.length()) {
      Route exact = visit.to(node.exact);
      return exact != null ? exact : visit.to(node.below);
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    String segment = path.substring(start, end);
    Node fixed = node.fixed.get(segment);
    Route found = fixed == null ? null : walk(fixed, path, end + 1, visit);
    if (found == null && node.open != null && !segment.isEmpty()) {
      found = walk(node.open, path, end + 1, visit);
    }
    return found != null ? found : visit.to(node.below);
  }

  /** What to do at each place that matches; a route ends the walk. */
  private interface Visit {
    @Nullable Route to(Choice choice);
  }

  /** The routes of one template, by method. */
  private static final class Choice {
    private final Map<String, Route> named = new HashMap<>();
    private @Nullable Route everyMethod;

    void add(Route route) {
      route.methods().forEach(method -> named.put(method, route));
      if (route.methods().isEmpty()) {
        everyMethod = route;
      }
    }

    /** Without those of written local routes: there the declarations say what is taken. */
    void addMethods(Set<String> allowed) {
      named.forEach(
          (method, route) -> {
            if (route.source() == Route.Source.DECLARATION
                || route.to() instanceof Destination.Remote) {
              allowed.add(method);
            }
          });
    }

    @Nullable Route take(String method) {
      Route route = named.get(method);
      if (route == null && method.equals("HEAD")) {
        route = named.get("GET");
      }
      return route != null ? route : everyMethod;
    }
  }

  private static final class Node {
    private final Map<String, Node> fixed = new HashMap<>();
    private final Choice exact = new Choice();
    private final Choice below = new Choice();
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

    void add(Route route) {
      (route.path().isPrefix() ? below : exact).add(route);
    }
  }
}
