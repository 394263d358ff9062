package banyan.proxy.route;

import java.nio.file.Path;
import java.util.ArrayList;
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
      new CallsReader(faults, local, new RouteReader(faults, Map.of(), local))
          .checkNeeds(Optional.empty(), Set.of());
      return new RouteDocument(Map.of(), List.of(), Map.of(), Map.of());
    }
    YamlMapping document = YamlMapping.of(root.get(), "the document", KEYS, faults);
    Map<String, Upstream> upstreams =
        document.find("upstreams").map(new UpstreamReader(file, faults)::read).orElse(Map.of());
    RouteReader reader = new RouteReader(faults, upstreams, local);
    List<Route> routes = readRoutes(document, reader);
    return new RouteDocument(upstreams, routes, readCalls(document, reader), places);
  }

  private Map<String, CallRoute> readCalls(YamlMapping document, RouteReader reader) {
    CallsReader calls = new CallsReader(faults, local, reader);
    Optional<Node> node = document.find("calls");
    if (node.isEmpty()) {
      calls.checkNeeds(Optional.of(document.node()), Set.of());
      return Map.of();
    }
    return calls.read(node.get());
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
}
