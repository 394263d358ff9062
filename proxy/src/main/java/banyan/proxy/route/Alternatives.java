package banyan.proxy.route;

import banyan.proxy.match.RequestHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one source, host and template, by method and then from strict to lax. Written while
 * a table is built, read by any thread afterwards.
 */
final class Alternatives {
  /** So many routes may share source, host, template and method. */
  static final int MAX = 64;

  private final Map<String, List<Route>> named = new HashMap<>();
  private final List<Route> everyMethod = new ArrayList<>();

  void add(Route route) {
    route.methods().forEach(method -> insert(named.computeIfAbsent(method, _ -> list()), route));
    if (route.methods().isEmpty()) {
      insert(everyMethod, route);
    }
  }

  /** Shows the routes that match the request, best first; returns whether one is enough. */
  boolean search(RequestHead head, Predicate<Route> isEnough) {
    String method = head.method();
    return searchIn(named.get(method), head, isEnough)
        || (method.equals("HEAD") && searchIn(named.get("GET"), head, isEnough))
        || searchIn(everyMethod, head, isEnough);
  }

  /** Adds the methods that a route names which matches but for the method. */
  void addMethods(RequestHead head, Set<String> allowed) {
    named.forEach(
        (method, routes) -> {
          if (routes.stream().anyMatch(route -> takesByItself(route, head))) {
            allowed.add(method);
          }
        });
  }

  /** Written local routes take what declarations take, and so do those that ask for a tenant. */
  private static boolean takesByItself(Route route, RequestHead head) {
    boolean isOwn =
        route.source() == Route.Source.DECLARATION || route.to() instanceof Destination.Remote;
    return isOwn && !route.conditions().hasTenants() && route.conditions().hold(head);
  }

  private static boolean searchIn(
      @Nullable List<Route> routes, RequestHead head, Predicate<Route> isEnough) {
    if (routes == null) {
      return false;
    }
    for (Route route : routes) {
      if (route.conditions().hold(head) && isEnough.test(route)) {
        return true;
      }
    }
    return false;
  }

  private static List<Route> list() {
    return new ArrayList<>(1);
  }

  private static void insert(List<Route> routes, Route route) {
    routes.add(route);
    routes.sort(Precedence.BY_CONDITIONS);
  }
}
