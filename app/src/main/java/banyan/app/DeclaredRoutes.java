package banyan.app;

import banyan.platform.http.RouteDeclaration;
import banyan.proxy.route.Destination;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.wire.Fields;
import java.util.List;
import java.util.Set;

/** Turns what contexts declare into routes of the table: the one place where both words meet. */
final class DeclaredRoutes {
  private DeclaredRoutes() {}

  /** The routes of one owner, all of them local. */
  static List<Route> of(String owner, List<RouteDeclaration> declarations) {
    return declarations.stream().map(declaration -> route(owner, declaration)).toList();
  }

  private static Route route(String owner, RouteDeclaration declaration) {
    Route route =
        new Route(
            declaration.method() + " " + declaration.path(),
            Route.Source.DECLARATION,
            null,
            PathTemplate.parse(declaration.path()),
            Set.of(declaration.method()),
            new Destination.Local(),
            false,
            owner,
            declaration.right(),
            declaration.bodyBytesMax());
    boolean keepsKeys =
        declaration.parameters().stream()
            .anyMatch(parameter -> parameter.name().equals(Fields.IDEMPOTENCY_KEY));
    return keepsKeys ? route.keepingKeys() : route;
  }
}
