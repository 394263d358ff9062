package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Migration.Draft;
import banyan.proxy.route.LiveRoutes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutePlacesTest {
  private static final RoutePlaces PLACES =
      new RoutePlaces(
          new LiveRoutes(MigratedShop.table("http://127.0.0.1:1", "http://127.0.0.1:2")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/** | local | catalg | 'catalg' is no upstream",
        "/api/** | nobody | catalog | 'nobody' is no upstream",
        "/old/** | legacy | local | no code of this process answers",
        "/none/** | local | catalog | no code of this process answers",
        "GET old/** | legacy | catalog | 'GET old/**' is /** on the host 'old'",
        "old/** | legacy | catalog | write '/old/**'",
        "/old/** | catalog | legacy | no route of it leads to 'catalog'"
      })
  void refusesSidesThatAreNotThere(String pattern, String from, String to, String reason) {
    Draft draft =
        new Draft("catalog", List.of(RoutePattern.parse(pattern)), from, to, IdentityChain.DEFAULT);

    assertThat(PLACES.problem(draft, List.of()).orElse("")).contains(reason);
  }

  @Test
  void takesSidesThatAre() {
    Draft draft =
        new Draft(
            "catalog",
            List.of(RoutePattern.parse("GET /api/**")),
            "local",
            "catalog",
            IdentityChain.DEFAULT);

    assertThat(PLACES.problem(draft, List.of())).isEmpty();
  }
}
