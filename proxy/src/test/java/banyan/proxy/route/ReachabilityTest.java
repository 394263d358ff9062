package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code banyan routes check} finds beyond the faults for which a document is refused. */
class ReachabilityTest {
  private static final LocalCode LOCAL =
      new LocalCode(
          List.of(
              SampleRoutes.declared("GET", "/api/products"),
              SampleRoutes.declared("GET", "/api/products/{id}")),
          Set.of("catalog"),
          Set.of("catalog"));

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{path: /p/**} ; {path: /p} ; {path: /p/} ; {path: '/p/{x}/**'} => * /p/**",
        "{path: /**} ; {path: /} ; {path: '/{x}/**'} => * /**",
        "{path: /p, fields: {X: [1, 2]}} ; {path: /p, fields: {X: 1}} ; {path: /p, fields: {X: 2}} => * /p [field x=1|2]",
        "{path: '/{v}/p', version: {in: path, name: v, is: 2}} ; {path: /2/p} ; {path: /v2/p} ; {path: /V2/p} => * /{v}/p [version in {v}=2]",
        "{path: /p, methods: [GET, PUT]} ; {path: /p, methods: [PUT], fields: {X: 1}} ; {path: /p} => -",
        "{path: /p/**} ; {path: '/p/{x}/**'} => -",
        "{path: /p/**, host: h} ; {path: /p} ; {path: /p/} ; {path: '/p/{x}/**'} => -",
        "{path: /p, query: {x: {present: true}}} ; {path: /p, query: {x: [1, 2]}} => -",
        "{path: /p, version: {in: accept, is: 2}} ; {path: /p, cookies: {c: 1}, version: {in: accept, is: 2}} => -",
        "{path: /api/**, tenant: acme} ; {path: '/api/products/{id}'} => -",
        "{path: /api/**, tenant: acme} ; {path: '/api/{x}/**'} => * /api/** [tenant=acme]",
      })
  void aRouteOfWhichBetterOnesTakeAllIsFound(String matches, String unreachable) {
    List<RouteDocument.Fault> faults = RouteDocument.check("routes.yaml", document(matches), LOCAL);
    if (unreachable.equals("-")) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults)
          .extracting(Object::toString)
          .containsExactly(
              "routes.yaml:3:5: no request reaches '"
                  + unreachable
                  + "': better routes take all that it matches");
    }
  }

  @Test
  void aFaultyDocumentHasItsFaultsAlone() {
    assertThat(RouteDocument.check("routes.yaml", document("{path: p}"), LOCAL))
        .singleElement()
        .asString()
        .contains("start it with '/'");
  }

  /** The first route stands in line 3. */
  private static String document(String matches) {
    StringBuilder text = new StringBuilder("upstreams: {u: {endpoints: ['http://h']}}\nroutes:\n");
    for (String match : matches.split(" ; ", -1)) {
      text.append("  - {match: ").append(match).append(", to: u}\n");
    }
    return text.toString();
  }
}
