package banyan.proxy.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the {@code legs} of a route: what is done on the way to an upstream that the route does not
 * lead to, and a migration may. For one thread.
 */
final class LegsReader {
  /** A route that could lead to more is none. */
  private static final int LEGS_MAX = 16;

  private static final Set<String> KEYS = Set.of("adapt");

  private final Faults faults;
  private final RouteReader routes;

  LegsReader(Faults faults, RouteReader routes) {
    this.faults = faults;
    this.routes = routes;
  }

  /**
   * The legs by the name of their upstream; those with a fault are left out.
   *
   * @param to where the route leads
   */
  Map<String, Destination.Remote> read(Optional<Node> node, Destination to, PathTemplate path) {
    Map<String, Destination.Remote> legs = new HashMap<>();
    if (node.isEmpty()) {
      return legs;
    }
    YamlMapping named = YamlMapping.of(node.get(), "'legs'", faults);
    if (named.entries().size() > LEGS_MAX) {
      faults.at(node.get(), "'legs' are more than " + LEGS_MAX + "; leave some out");
      return legs;
    }
    named
        .entries()
        .forEach(
            (name, value) ->
                routes
                    .destination(named, name, name)
                    .flatMap(destination -> leg(destination, value, to, path))
                    .ifPresent(leg -> legs.put(name, leg)));
    return legs;
  }

  private Optional<Destination.Remote> leg(
      Destination destination, Node value, Destination to, PathTemplate path) {
    if (!(destination instanceof Destination.Remote remote)) {
      faults.at(value, "local code knows its own contract; a leg leads to an upstream");
      return Optional.empty();
    }
    if (remote.name().equals(to.name())) {
      faults.at(value, "the route leads there itself; write 'adapt' beside 'to'");
      return Optional.empty();
    }
    Optional<Node> adapt = YamlMapping.of(value, "a leg", KEYS, faults).find("adapt");
    if (adapt.isEmpty()) {
      faults.at(value, "'adapt' is missing; without it the leg needs no mention");
      return Optional.empty();
    }
    return Optional.of(
        new Destination.Remote(
            remote.upstream(), new AdapterReader(faults).read(adapt.get(), path)));
  }
}
