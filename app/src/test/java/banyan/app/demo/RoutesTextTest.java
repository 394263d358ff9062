package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.Destination;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteDocument;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTextTest {
  private static final URI SERVICE = URI.create("http://127.0.0.1:9001");

  private static List<Stage> stages() {
    return Tour.stages(true, true);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void isValidInEveryStage(Stage stage) {
    for (boolean hasBug : List.of(true, false)) {
      assertThat(read(RoutesText.of(SERVICE, stage.moved(), true, hasBug)))
          .isInstanceOf(RouteDocument.Reading.Valid.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fallsBackOnlyWhenAsked(boolean hasFallback) {
    String text = RoutesText.of(SERVICE, Set.of(Portion.values()), hasFallback, false);

    assertThat(text.contains("fallback: local")).isEqualTo(hasFallback);
    assertThat(read(text)).isInstanceOf(RouteDocument.Reading.Valid.class);
  }

  private static RouteDocument.Reading read(String text) {
    Set<String> contexts = Set.of("catalog");
    return RouteDocument.read("routes.yaml", text, new LocalCode(products(), contexts, contexts));
  }

  private static List<Route> products() {
    return List.of(
        new Route(
            "products",
            Route.Source.DECLARATION,
            null,
            PathTemplate.parse("/api/v1/products"),
            Set.of("GET", "POST"),
            new Destination.Local(),
            false,
            "catalog",
            null,
            0));
  }
}
