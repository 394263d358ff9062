package banyan.proxy.route;

import banyan.proxy.match.RequestHead;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one source by host: those that name the request's host are asked first, then those
 * that name what it stands below, the longest name first. Written while a table is built, read by
 * any thread afterwards.
 */
final class HostIndex {
  private final PathIndex anyHost = new PathIndex();
  private final Map<String, PathIndex> named = new HashMap<>();

  /** By what hosts end with, such as {@code .shop.example}. */
  private final Map<String, PathIndex> below = new HashMap<>();

  void add(Route route) {
    String host = route.host();
    PathIndex index =
        host == null
            ? anyHost
            : host.startsWith(Route.ANY_BELOW)
                ? below.computeIfAbsent(host.substring(1), _ -> new PathIndex())
                : named.computeIfAbsent(host, _ -> new PathIndex());
    index.add(route);
  }

  /**
   * Shows the alternatives of each template that matches the request's host and path, best first,
   * until one is accepted.
   */
  void walk(RequestHead head, Predicate<Alternatives> isEnough) {
    String host = head.host();
    boolean isDone =
        host != null
            && (isDone(named.get(host), head, isEnough) || walkBelow(host, head, isEnough));
    if (!isDone) {
      anyHost.walk(head.path(), isEnough);
    }
  }

  private boolean walkBelow(String host, RequestHead head, Predicate<Alternatives> isEnough) {
    if (below.isEmpty()) {
      return false;
    }
    for (int dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
      if (isDone(below.get(host.substring(dot)), head, isEnough)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDone(
      @Nullable PathIndex index, RequestHead head, Predicate<Alternatives> isEnough) {
    return index != null && index.walk(head.path(), isEnough);
  }
}
