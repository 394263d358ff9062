package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;

/** Adapters as a document holds them. */
public final class SampleAdapters {
  private SampleAdapters() {}

  /** The adapter of a route for {@code /api/v1/products/{id}} whose {@code adapt} is this text. */
  public static Adapter read(String adapt) {
    return switch (RouteDocument.read("routes.yaml", document(adapt), LocalCode.none())) {
      case RouteDocument.Reading.Valid(RouteDocument document) -> {
        assertThat(document.routes().getFirst().to()).isInstanceOf(Destination.Remote.class);
        yield Objects.requireNonNull(
            ((Destination.Remote) document.routes().getFirst().to()).adapter());
      }
      case RouteDocument.Reading.Invalid(List<RouteDocument.Fault> faults) ->
          throw new AssertionError(faults.toString());
    };
  }

  /** What is wrong with such a text, from top to bottom. */
  static List<String> faults(String adapt) {
    return switch (RouteDocument.read("routes.yaml", document(adapt), LocalCode.none())) {
      case RouteDocument.Reading.Valid _ -> List.of();
      case RouteDocument.Reading.Invalid(List<RouteDocument.Fault> faults) ->
          faults.stream().map(RouteDocument.Fault::toString).toList();
    };
  }

  private static String document(String adapt) {
    return """
        upstreams: {legacy: {endpoints: ["http://127.0.0.1:9"]}}
        routes:
        - match: {path: "/api/v1/products/{id}"}
          to: legacy
          adapt:
        """
        + adapt;
  }
}
