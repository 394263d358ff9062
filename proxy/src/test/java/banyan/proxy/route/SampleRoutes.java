package banyan.proxy.route;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.Trait;
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

  /** A route for every method that asks for conditions. */
  static Route asking(@Nullable String host, String path, Condition... conditions) {
    return asking(host, Set.of(), path, conditions);
  }

  static Route asking(
      @Nullable String host, Set<String> methods, String path, Condition... conditions) {
    PathTemplate template = PathTemplate.parse(path);
    Conditions all = new Conditions(List.of(conditions));
    return new Route(
        Route.id(host, methods, template, all),
        Route.Source.DOCUMENT,
        host,
        template,
        methods,
        new Destination.Remote(CATALOG),
        false,
        "shop",
        null,
        0,
        all);
  }

  static Condition field(String name, String... values) {
    return new Condition(new Trait.Field(name), Set.of(values), Set.of(values));
  }

  static Condition tenant(String... values) {
    return Condition.oneOf(new Trait.Tenant(), Set.of(values));
  }

  static RouteTable table(Route... routes) {
    return new RouteTable(List.of(routes));
  }
}
