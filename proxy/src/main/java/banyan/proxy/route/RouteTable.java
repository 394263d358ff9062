package banyan.proxy.route;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An immutable, compiled set of routes. */
public final class RouteTable {
  private final List<Route> routes;

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  public List<Route> routes() {
    return routes;
  }

  /** Finds the best route. */
  public Match find(@Nullable String host, String method, String path) {
    throw new UnsupportedOperationException("to be written");
  }

  /** What a look-up found. */
  public sealed interface Match {
    /**
     * @param route who answers
     * @param declared the declaration below a route of the document: it keeps its owner, its
     *     demands and its local code; null where the document alone knows the path
     */
    record Found(Route route, @Nullable Route declared) implements Match {}

    record WrongMethod(Set<String> allowed) implements Match {}

    record Nothing() implements Match {}
  }
}
