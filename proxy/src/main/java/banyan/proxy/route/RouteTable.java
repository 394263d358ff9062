package banyan.proxy.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, compiled set of routes. Of the routes that match a request, host, path and method,
 * the best answers: the document before declarations, then a named host, then the more specific
 * path (from the left, a fixed segment before an open one before {@code **}), then a named method.
 */
public final class RouteTable {
  private final List<Route> routes;
  private final Map<String, CallRoute> calls;
  private final HostIndex document = new HostIndex();
  private final HostIndex declarations = new HostIndex();

  /** Routes without calls to other processes; see {@link #RouteTable(List, Map)}. */
  public RouteTable(List<Route> routes) {
    this(routes, Map.of());
  }

  /**
   * Throws IllegalArgumentException when two routes have the same precedence for some request.
   *
   * @param calls where the calls to a context go, by its name; a context that is missing is local
   */
  public RouteTable(List<Route> routes, Map<String, CallRoute> calls) {
    this.routes = List.copyOf(routes);
    this.calls = Map.copyOf(calls);
    Map<Route.Claim, Route> claimed = new HashMap<>();
    for (Route route : routes) {
      for (Route.Claim claim : route.claims()) {
        Route other = claimed.putIfAbsent(claim, route);
        if (other != null) {
          throw new IllegalArgumentException(
              "routes '" + other.id() + "' and '" + route.id() + "' match the same requests");
        }
      }
      indexOf(route.source()).add(route);
    }
  }

  public List<Route> routes() {
    return routes;
  }

  public Map<String, CallRoute> calls() {
    return calls;
  }

  /**
   * Finds the best route.
   *
   * @param host the request's host, lower-case without port; null when it has none
   * @param path normalised, starts with {@code /}
   */
  public Match find(@Nullable String host, String method, String path) {
    Route declared = declarations.find(host, method, path);
    Route written = document.find(host, method, path);
    // What the document keeps local is answered by a declaration or by nobody.
    if (written != null && (declared != null || written.to() instanceof Destination.Remote)) {
      return new Match.Found(written, declared);
    }
    if (declared != null) {
      return new Match.Found(declared, declared);
    }
    return explainMiss(host, path);
  }

  private Match explainMiss(@Nullable String host, String path) {
    Set<String> allowed = new TreeSet<>();
    document.collectMethods(host, path, allowed);
    declarations.collectMethods(host, path, allowed);
    if (allowed.isEmpty()) {
      return new Match.Nothing();
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return new Match.WrongMethod(allowed);
  }

  private HostIndex indexOf(Route.Source source) {
    return switch (source) {
      case DOCUMENT -> document;
      case DECLARATION -> declarations;
    };
  }

  /** What a look-up found. */
  public sealed interface Match {
    /**
     * The route that answers.
     *
     * @param declared the best declaration for the same request, below a route of the document or
     *     the route itself: it keeps its owner, its demands and its local code; null where the
     *     document alone knows the request
     */
    record Found(Route route, @Nullable Route declared) implements Match {
      /** Whether this process has code that can answer. */
      public boolean hasLocalCode() {
        return declared != null;
      }

      /** Who owns the operation: its context, or what the document says. */
      public String owner() {
        return declared != null ? declared.owner() : route.owner();
      }

      /** What the caller must hold, wherever the request goes; null when anybody may. */
      public @Nullable String right() {
        return declared != null ? declared.right() : route.right();
      }

      /** The document's limit where it sets one, else the declaration's; 0 for no limit. */
      public long bodyBytesMax() {
        if (route.bodyBytesMax() > 0 || declared == null) {
          return route.bodyBytesMax();
        }
        return declared.bodyBytesMax();
      }
    }

    /**
     * Routes have the path, none takes the method.
     *
     * @param allowed for the field {@code Allow}, sorted
     */
    record WrongMethod(Set<String> allowed) implements Match {}

    record Nothing() implements Match {}
  }
}
