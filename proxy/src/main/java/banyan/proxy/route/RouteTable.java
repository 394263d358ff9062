package banyan.proxy.route;

import banyan.proxy.match.OddPath;
import banyan.proxy.match.RequestHead;
import banyan.proxy.match.WireHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, compiled set of routes. Of the routes that match a request the best answers, by the
 * order of {@link Precedence}: the document before declarations, then the more exact host, the more
 * specific path (from the left, a fixed segment before an open one before {@code **}), a named
 * method, and the stricter conditions.
 */
public final class RouteTable {
  private final List<Route> routes;
  private final Map<String, CallRoute> calls;
  private final Map<String, Upstream> upstreams;
  private final HostIndex document = new HostIndex();
  private final HostIndex declarations = new HostIndex();

  /** Routes without calls to other processes; see {@link #RouteTable(List, Map, Map)}. */
  public RouteTable(List<Route> routes) {
    this(routes, Map.of());
  }

  /** Routes and calls that name every upstream; see {@link #RouteTable(List, Map, Map)}. */
  public RouteTable(List<Route> routes, Map<String, CallRoute> calls) {
    this(routes, calls, Map.of());
  }

  /**
   * Throws IllegalArgumentException when two routes have the same precedence for some request, or
   * when too many share a place in the order.
   *
   * @param calls where the calls to a context go, by its name; a context that is missing is local
   * @param upstreams by name, also those that no route names
   */
  public RouteTable(
      List<Route> routes, Map<String, CallRoute> calls, Map<String, Upstream> upstreams) {
    this.routes = List.copyOf(routes);
    this.calls = Map.copyOf(calls);
    this.upstreams = Map.copyOf(upstreams);
    refuseTies(new Ties(this.routes));
    routes.forEach(route -> indexOf(route.source()).add(route));
  }

  private void refuseTies(Ties ties) {
    for (Ties.Tie tie : ties.find()) {
      throw new IllegalArgumentException(
          "routes '"
              + routes.get(tie.earlier()).id()
              + "' and '"
              + routes.get(tie.later()).id()
              + "' match the same requests");
    }
    for (int beyond : ties.beyondLimit()) {
      throw new IllegalArgumentException(
          "route '"
              + routes.get(beyond).id()
              + "': more than "
              + Alternatives.MAX
              + " share its place");
    }
  }

  public List<Route> routes() {
    return routes;
  }

  public Map<String, CallRoute> calls() {
    return calls;
  }

  /** Where a name leads: {@code local} or an upstream; null when there is none of this name. */
  public @Nullable Destination destination(String name) {
    if (name.equals(Destination.Local.NAME)) {
      return new Destination.Local();
    }
    Upstream upstream = upstreams.get(name);
    return upstream == null ? null : new Destination.Remote(upstream);
  }

  /** Where a name leads the requests of a route; null when there is none of this name. */
  public @Nullable Destination destination(Route route, String name) {
    if (name.equals(route.to().name())) {
      return route.to();
    }
    Destination leg = route.legs().get(name);
    return leg == null ? destination(name) : leg;
  }

  /** Every name that leads somewhere, sorted. */
  public Set<String> destinations() {
    Set<String> names = new TreeSet<>(upstreams.keySet());
    names.add(Destination.Local.NAME);
    return names;
  }

  /** Where routes, calls and migrations may lead, by the name of the upstream. */
  public Map<String, Upstream> upstreams() {
    Map<String, Upstream> all = new HashMap<>(upstreams);
    Stream.concat(routes.stream().map(Route::to), calls.values().stream().map(CallRoute::to))
        .forEach(
            to -> {
              if (to instanceof Destination.Remote remote) {
                all.put(remote.name(), remote.upstream());
              }
            });
    return all;
  }

  /**
   * Finds the best route for a request of which no more is known.
   *
   * @param host the request's host, lower-case without port; null when it has none
   * @param path normalised, starts with {@code /}
   */
  public Match find(@Nullable String host, String method, String path) {
    return find(new WireHead(host, method, path, null, HttpFields.EMPTY));
  }

  /** Finds the best route. */
  public Match find(RequestHead head) {
    return OddPath.isOdd(head.path()) ? new OddLookUp(this::findPlain).find(head) : findPlain(head);
  }

  private Match findPlain(RequestHead head) {
    Search declaring = new Search(false);
    declarations.walk(head, place -> place.search(head, declaring));
    Route declared = declaring.found;
    Search writing = new Search(declared != null);
    document.walk(head, place -> place.search(head, writing));
    Route written = writing.found;
    // What the document keeps local is answered by a declaration or by nobody.
    if (written != null && (declared != null || written.to() instanceof Destination.Remote)) {
      return new Match.Found(written, declared, writing.forTenants);
    }
    if (declared != null) {
      return new Match.Found(declared, declared, writing.forTenants);
    }
    return explainMiss(head);
  }

  private Match explainMiss(RequestHead head) {
    Set<String> allowed = new TreeSet<>();
    for (HostIndex index : List.of(document, declarations)) {
      index.walk(
          head,
          place -> {
            place.addMethods(head, allowed);
            return false;
          });
    }
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

  /**
   * Takes matching routes, best first, until one answers whoever calls. Those that ask for a tenant
   * are set aside for the step that knows the caller; where nothing is declared nobody will.
   */
  private static final class Search implements Predicate<Route> {
    private final boolean isCallerTold;
    private @Nullable Route found;
    private List<Route> forTenants = List.of();

    Search(boolean isCallerTold) {
      this.isCallerTold = isCallerTold;
    }

    @Override
    public boolean test(Route route) {
      if (!route.conditions().hasTenants()) {
        found = route;
        return true;
      }
      if (isCallerTold) {
        List<Route> all = new ArrayList<>(forTenants);
        all.add(route);
        forTenants = all;
      }
      return false;
    }
  }

  /** What a look-up found. */
  public sealed interface Match {
    /**
     * The route that answers.
     *
     * @param declared the best declaration for the same request, below a route of the document or
     *     the route itself: it keeps its owner, its demands and its local code; null where the
     *     document alone knows the request
     * @param forTenants better routes, best first, of which the caller's tenant chooses
     */
    record Found(Route route, @Nullable Route declared, List<Route> forTenants) implements Match {
      public Found {
        forTenants = List.copyOf(forTenants);
      }

      /** Found whoever calls. */
      public Found(Route route, @Nullable Route declared) {
        this(route, declared, List.of());
      }

      /** What answers a caller of this tenant. */
      public Found forTenant(String tenant) {
        for (Route candidate : forTenants) {
          if (candidate.conditions().admit(tenant)) {
            return new Found(candidate, declared);
          }
        }
        return forTenants.isEmpty() ? this : new Found(route, declared);
      }

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

      /** What the operation makes of keys; null where nobody says so. */
      public @Nullable KeyPolicy keys() {
        return route.keys() != null || declared == null ? route.keys() : declared.keys();
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

    /** The path is odd, and no route may answer it. */
    record Refused(String reason) implements Match {}
  }
}
