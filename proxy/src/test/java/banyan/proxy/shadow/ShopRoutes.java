package banyan.proxy.shadow;

import banyan.proxy.route.LocalCode;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteTable;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of {@link ShadowedShop}. */
final class ShopRoutes {
  private static final LocalCode CODE =
      new LocalCode(
          List.of(declared("/api/items"), declared("/api/orders")),
          Set.of("catalog"),
          Set.of("catalog"));

  /** A route whose new side speaks another contract. */
  private static final String ADAPTED =
      "- {match: {path: \"/adapted/{id}\"}, to: legacy, legs: {fresh: {adapt: {request:"
          + " {path: \"/v2/{id}\"}, response: {body: [{rename: /name, to: title}]}}}}}";

  private ShopRoutes() {}

  /**
   * The table.
   *
   * @param fresh null where the document does not name it
   */
  static RouteTable table(URI legacy, @Nullable URI fresh) {
    String text =
        """
        upstreams:
          legacy: {endpoints: ["%s"]}
          %s
        routes:
          - {match: {path: "/old/**"}, to: legacy}
          - {match: {path: "/api/orders"}, to: legacy, fallback: local}
          %s
        """
            .formatted(
                legacy,
                fresh == null ? "" : "fresh: {endpoints: [\"" + fresh + "\"]}",
                fresh == null ? "" : ADAPTED);
    return switch (RouteDocument.read("routes.yaml", text, CODE)) {
      case RouteDocument.Reading.Valid valid -> valid.document().over(CODE);
      case RouteDocument.Reading reading -> throw new IllegalStateException(reading.toString());
    };
  }

  private static Route declared(String path) {
    return Route.declared("GET", PathTemplate.parse(path), "catalog", null, 0);
  }
}
