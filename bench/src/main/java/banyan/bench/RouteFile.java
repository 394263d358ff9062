package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A route document of ours before origins.
 *
 * @param routes how many it has
 */
record RouteFile(Path file, int routes) {
  /** {@link ProxySuites#ROUTES} routes, all of them to one origin. */
  static RouteFile many(Workplace place, Origin origin) {
    return write(
        place, ProxySuites.ROUTES, upstream(0, origin), routes(ProxySuites.ROUTES, "origin-0"));
  }

  /** A route for each origin, with the path of its number. */
  static RouteFile oneEach(Workplace place, List<Origin> origins) {
    IntStream numbers = IntStream.range(0, origins.size());
    String upstreams =
        numbers
            .mapToObj(number -> upstream(number, origins.get(number)))
            .collect(Collectors.joining());
    String routes =
        IntStream.range(0, origins.size())
            .mapToObj(number -> route(number, "origin-" + number))
            .collect(Collectors.joining());
    return write(place, origins.size(), upstreams, routes);
  }

  /** A path that the route of a number takes. */
  static String path(int number) {
    return "/service-" + number + "/items/7";
  }

  private static String routes(int count, String upstream) {
    return IntStream.range(0, count)
        .mapToObj(number -> route(number, upstream))
        .collect(Collectors.joining());
  }

  private static String route(int number, String upstream) {
    return String.format(
        Locale.ROOT, "  - {match: {path: \"/service-%d/items/{id}\"}, to: %s}%n", number, upstream);
  }

  private static String upstream(int number, Origin origin) {
    return String.format(
        Locale.ROOT,
        "  origin-%d: {endpoints: [\"http://127.0.0.1:%d\"]}%n",
        number,
        origin.port());
  }

  private static RouteFile write(Workplace place, int count, String upstreams, String routes) {
    try {
      Path file = place.work().resolve("routes.yaml");
      Files.writeString(file, "upstreams:\n" + upstreams + "routes:\n" + routes);
      return new RouteFile(file, count);
    } catch (IOException e) {
      throw new BenchFailure("cannot write a route document", e);
    }
  }
}
