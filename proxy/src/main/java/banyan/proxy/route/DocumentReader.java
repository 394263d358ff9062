package banyan.proxy.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
      return new RouteDocument(Map.of(), List.of(), Map.of());
    }
    YamlMapping document = YamlMapping.of(root.get(), "the document", KEYS, faults);
    Map<String, Upstream> upstreams =
        document.find("upstreams").map(new UpstreamReader(file, faults)::read).orElse(Map.of());
    RouteReader reader = new RouteReader(faults, upstreams, local);
    List<Route> routes = readRoutes(document, reader);
    return new RouteDocument(upstreams, routes, readCalls(document, reader));
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
    Map<Route.Claim, Integer> claimed = new HashMap<>();
    for (Node item : items) {
      Optional<Route> route = reader.read(item);
      route.ifPresent(read -> claim(read, item, claimed));
      route.ifPresent(routes::add);
    }
    return routes;
  }

  /** Two routes with the same precedence for some request: the later could not win it. */
  private void claim(Route route, Node item, Map<Route.Claim, Integer> claimed) {
    int line = item.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    Set<Integer> others = new TreeSet<>();
    for (Route.Claim claim : route.claims()) {
      Integer other = claimed.putIfAbsent(claim, line);
      if (other != null) {
        others.add(other);
      }
    }
    for (int other : others) {
      faults.at(
          item,
          "'"
              + route.id()
              + "' matches the same requests as the route in line "
              + other
              + "; neither is more specific: remove one, or name other methods");
    }
  }
}
