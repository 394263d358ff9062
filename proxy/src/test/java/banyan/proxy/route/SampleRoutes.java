package banyan.proxy.route;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routes for tests, written in one line each. */
final class SampleRoutes {
  static final Upstream CATALOG =
      new Upstream(
          "catalog", List.of(URI.create("http://127.0.0.1:9001")), Upstream.Timeouts.DEFAULT);

  private SampleRoutes() {}

  static Route declared(String method, String path) {
    return Route.declared(method, PathTemplate.parse(path), "catalog", null, 1 << 20);
  }

  static Route written(String path, String... methods) {
    return writtenFor(null, path, methods);
  }

  static Route writtenFor(@Nullable String host, String path, String... methods) {
    PathTemplate template = PathTemplate.parse(path);
    Set<String> named = Set.of(methods);
    return new Route(
        Route.id(host, named, template),
        Route.Source.DOCUMENT,
        host,
        template,
        named,
        new Destination.Remote(CATALOG),
        false,
        "shop",
        null,
        0);
  }

  static RouteTable table(Route... routes) {
    return new RouteTable(List.of(routes));
  }
}
