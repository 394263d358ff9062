package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.match.WireHead;
import banyan.proxy.route.RouteTable.Match;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encoded slashes and parameters pass where a route admits them, and hide nobody else's path. */
final class OddLookUpTest {
  private static final String DOCUMENT =
      """
      upstreams: {u: {endpoints: ["http://127.0.0.1:9"]}}
      routes:
        - {match: {path: "/**"}, to: u}
        - {match: {path: "/files/{name}"}, to: u, paths: {encodedSlash: true}}
        - {match: {path: "/files/secret/{name}"}, to: u, owner: guards}
        - {match: {path: "/maps/**"}, to: u, paths: {parameters: true}}
        - {match: {path: /maps/key}, to: u, owner: guards}
        - {match: {path: "/all/**"}, to: u, paths: {encodedSlash: true, parameters: true}}
        - {match: {path: /all/post/x, methods: [POST]}, to: u}
      """;

  private final RouteTable table = table(DOCUMENT, LocalCode.none());

  @ParameterizedTest
  @CsvSource({
    "/files/a%2Fb, * /files/{name}",
    "/files/a%2Fb%2Fc, * /files/{name}",
    "/maps/point;lat=50;long=20, * /maps/**",
    "/maps/a;x/b;y, * /maps/**",
    "/all/a%2Fb;x=1/c, * /all/**",
  })
  void passWhereTheRouteAdmitsThem(String path, String route) {
    assertThat(find(path))
        .isInstanceOfSatisfying(
            Match.Found.class, found -> assertThat(found.route().id()).isEqualTo(route));
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb, '/', no route here admits",
    "/a;b, (;), no route here admits",
    "/maps/a%2Fb, '/', no route here admits",
    "/files/a;b, (;), no route here admits",
    "/nobody%2F7, '/', no route here admits",
  })
  void areRefusedElsewhere(String path, String what, String why) {
    assertThat(refusal(path)).contains(what, why);
  }

  @ParameterizedTest
  @CsvSource({
    "/files/secret%2F7",
    "/maps/key;x=1",
    "/all%2Fpost/x",
    "/files%2Fsecret/x",
  })
  void areRefusedWhereAnotherRouteMayBeMeant(String path) {
    assertThat(find(path)).isInstanceOf(Match.Refused.class);
  }

  @Test
  void aMethodThatTheOtherReadingDoesNotTakeIsNoWayIn() {
    String text =
        """
        upstreams: {u: {endpoints: ["http://127.0.0.1:9"]}}
        routes:
          - {match: {path: "/x/{a}"}, to: u, paths: {encodedSlash: true}}
          - {match: {path: "/x/{a}/{b}", methods: [GET]}, to: u}
        """;
    RouteTable other = table(text, LocalCode.none());
    assertThat(other.find(null, "DELETE", "/x/1%2F2")).isInstanceOf(Match.Refused.class);
  }

  @Test
  void aDeclarationIsNotPassedByWithItsSlashEncoded() {
    String text =
        """
        upstreams: {u: {endpoints: ["http://127.0.0.1:9"]}}
        routes:
          - {match: {path: "/**"}, to: u, paths: {encodedSlash: true}}
        """;
    LocalCode local =
        new LocalCode(
            List.of(SampleRoutes.declared("GET", "/p/{id}")), Set.of("catalog"), Set.of());
    RouteTable over = table(text, local);
    assertThat(over.find(null, "GET", "/p%2F7")).isInstanceOf(Match.Refused.class);
    assertThat(over.find(null, "GET", "/q%2F7")).isInstanceOf(Match.Found.class);
  }

  @Test
  void everyRouteThatATenantMayChooseMustAdmitThem() {
    LocalCode local =
        new LocalCode(
            List.of(SampleRoutes.declared("GET", "/tenants/{t}")), Set.of("catalog"), Set.of());
    String text =
        """
        upstreams: {u: {endpoints: ["http://127.0.0.1:9"]}}
        routes:
          - {match: {path: "/tenants/**"}, to: u, paths: {encodedSlash: true}}
          - {match: {path: "/tenants/{t}", tenant: acme}, to: u}
        """;
    RouteTable tenants = table(text, local);
    assertThat(tenants.find(null, "GET", "/tenants/a%2Fb")).isInstanceOf(Match.Refused.class);
    assertThat(tenants.find(null, "GET", "/tenants/x/a%2Fb")).isInstanceOf(Match.Found.class);
  }

  @Test
  void anExplanationSaysWhyNobodyAnswers() {
    var head = new WireHead(null, "GET", "/files/secret%2F7", null, HttpFields.EMPTY);
    assertThat(Explanation.of(table, head, "main").refused()).contains("that of another route");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to: u, paths: {encodedSlash: maybe}            | 'maybe': write true or false",
        "to: u, paths: {encodedslash: true}             | did you mean 'encodedSlash'",
        "to: u, paths: true                             | 'paths' must be a mapping",
        "to: local, paths: {encodedSlash: true}         | leave 'paths' out",
        "to: u, fallback: local, paths: {parameters: true} | leave 'paths' or 'fallback' out",
      })
  void aDocumentSaysWhatIsWrongWithThem(String rest, String fault) {
    String text =
        "upstreams: {u: {endpoints: ['http://h']}}\n"
            + "routes: [{match: {path: '/p/{id}', methods: [GET]}, "
            + rest
            + "}]";
    LocalCode local =
        new LocalCode(
            List.of(SampleRoutes.declared("GET", "/p/{id}")), Set.of("catalog"), Set.of());
    assertThat(RouteDocument.read("routes.yaml", text, local))
        .isInstanceOfSatisfying(
            RouteDocument.Reading.Invalid.class,
            invalid -> assertThat(invalid.faults().toString()).contains(fault, "routes.yaml:2:"));
  }

  private Match find(String path) {
    return table.find(null, "GET", path);
  }

  private String refusal(String path) {
    return find(path) instanceof Match.Refused(String reason) ? reason : "found";
  }

  private static RouteTable table(String text, LocalCode local) {
    return switch (RouteDocument.read("routes.yaml", text, local)) {
      case RouteDocument.Reading.Valid valid -> valid.document().over(local);
      case RouteDocument.Reading.Invalid invalid ->
          throw new AssertionError(List.copyOf(invalid.faults()).toString());
    };
  }
}
