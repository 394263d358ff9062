package banyan.proxy.route;

import banyan.wire.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one document of routes and reports everything wrong with it. One thread. */
final class DocumentReader {
  static final int ROUTES_MAX = 2000;

  private static final Set<String> KEYS = new TreeSet<>(Set.of("upstreams", "routes", "calls"));
  private static final String ROUTES_EXAMPLE = "- {match: {path: /api/**}, to: catalog}";

  private final Path file;
  private final Faults faults;
  private final LocalCode local;
  private final Map<String, RouteDocument.Place> places = new LinkedHashMap<>();

  DocumentReader(Path file, Faults faults, LocalCode local) {
    this.file = file;
    this.faults = faults;
    this.local = local;
  }

  /** What could be read; meaningless once there are faults. */
  RouteDocument read(String text) {
    Optional<Node> root = YamlText.parse(text, faults);
    if (root.isEmpty()) {
      return new RouteDocument(Map.of(), List.of(), Map.of(), Map.of());
    }
    YamlMapping document = YamlMapping.of(root.get(), "the document", KEYS, faults);
    Map<String, Upstream> upstreams =
        document.find("upstreams").map(new UpstreamReader(file, faults)::read).orElse(Map.of());
    RouteReader reader = new RouteReader(faults, upstreams, local);
    List<Route> routes = readRoutes(document, reader);
    Map<String, Destination> calls =
        document.find("calls").map(node -> readCalls(node, reader)).orElse(Map.of());
    return new RouteDocument(upstreams, routes, calls, places);
  }

  private List<Route> readRoutes(YamlMapping document, RouteReader reader) {
    List<Node> items = document.items("routes", ROUTES_EXAMPLE);
    if (items.size() > ROUTES_MAX) {
      faults.at(items.get(ROUTES_MAX), "more than " + ROUTES_MAX + " routes");
      return List.of();
    }
    List<Route> routes = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (Node item : items) {
      Optional<Route> route = reader.read(item);
      route.ifPresent(routes::add);
      route.ifPresent(_ -> nodes.add(item));
    }
    reportTies(routes, nodes);
    for (int i = 0; i < routes.size(); i++) {
      places.putIfAbsent(routes.get(i).id(), RouteDocument.Place.of(nodes.get(i)));
    }
    return routes;
  }

  /** For some request of two such routes nobody could say which answers. */
  private void reportTies(List<Route> routes, List<Node> nodes) {
    Ties ties = new Ties(routes);
    for (Ties.Tie tie : ties.find()) {
      String id = "'" + routes.get(tie.later()).id() + "'";
      int line = RouteDocument.Place.of(nodes.get(tie.earlier())).line();
      faults.at(
          nodes.get(tie.later()),
          ties.isWhole(tie)
              ? id
                  + " matches the same requests as the route in line "
                  + line
                  + "; neither is more specific: remove one, or name other methods"
              : id
                  + " and the route in line "
                  + line
                  + " can match the same request and neither is stricter;"
                  + " add a route that asks for both, or let one ask for more");
    }
    for (int beyond : ties.beyondLimit()) {
      faults.at(
          nodes.get(beyond),
          "more than "
              + Alternatives.MAX
              + " routes differ in conditions alone; give one condition several values");
    }
  }

  private Map<String, Destination> readCalls(Node node, RouteReader reader) {
    YamlMapping named = YamlMapping.of(node, "'calls'", faults);
    Map<String, Destination> calls = new LinkedHashMap<>();
    for (String context : named.entries().keySet()) {
      Optional<Destination> to =
          named.text(context).flatMap(name -> reader.destination(named, context, name));
      if (isKnown(context, named) && to.isPresent()) {
        checkHosted(context, to.get(), named);
        calls.put(context, to.get());
      }
    }
    return calls;
  }

  private boolean isKnown(String context, YamlMapping named) {
    Set<String> known = new HashSet<>(local.contexts());
    if (known.contains(context)) {
      return true;
    }
    String remedy =
        known.isEmpty()
            ? "; this process hosts no context: leave 'calls' out"
            : Suggestion.clause(context, known);
    faults.at(named.find(context).orElse(named.node()), "'" + context + "' is no context" + remedy);
    return false;
  }

  private void checkHosted(String context, Destination to, YamlMapping named) {
    if (to instanceof Destination.Local && !local.hosted().contains(context)) {
      faults.at(
          named.find(context).orElse(named.node()),
          "'local': this process does not host '" + context + "'; name an upstream");
    }
  }
}
