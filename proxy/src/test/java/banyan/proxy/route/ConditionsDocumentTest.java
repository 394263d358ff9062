package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.Trait;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions of a {@code match}: every key, and every fault with its place. */
class ConditionsDocumentTest {
  private static final LocalCode LOCAL =
      new LocalCode(
          List.of(SampleRoutes.declared("GET", "/p/{id}")), Set.of("catalog"), Set.of("catalog"));

  @Test
  void everyConditionIsRead() {
    assertThat(
            conditions(
                """
                path: "/p/{v}"
                fields: {X-Beta: "1", X-Debug: {present: true}}
                query: {lang: [de, fr]}
                cookies: {beta: "yes"}
                version: {in: path, name: v, is: [v2, 3]}
                tenant: [acme, umbrella]
                """))
        .isEqualTo(
            new Conditions(
                List.of(
                    Condition.oneOf(new Trait.Field("x-beta"), Set.of("1")),
                    Condition.present(new Trait.Field("x-debug")),
                    Condition.oneOf(new Trait.Parameter("lang"), Set.of("de", "fr")),
                    Condition.oneOf(new Trait.Cookie("beta"), Set.of("yes")),
                    Condition.version(new Trait.Segment(1, "v"), Set.of("2", "3")),
                    Condition.oneOf(new Trait.Tenant(), Set.of("acme", "umbrella")))));
  }

  @Test
  void aVersionMayStandInAcceptOrInAField() {
    assertThat(conditions("path: /p\nversion: {in: accept, is: 2}\n").all())
        .containsExactly(Condition.version(new Trait.Accepted(), Set.of("2")));
    assertThat(conditions("path: /p\nversion: {in: field, name: Api-Version, is: 2}\n").all())
        .containsExactly(Condition.version(new Trait.Field("api-version"), Set.of("2")));
  }

  @Test
  void theIdTellsTheConditions() {
    assertThat(route("host: '*.Shop.example'\npath: /p\nfields: {X-Beta: [b, a]}\n").id())
        .isEqualTo("* *.shop.example/p [field x-beta=a|b]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "host: '*' | write one name such as shop.example, or *.shop.example",
        "host: '*.*.example' | write one name such as shop.example, or *.shop.example",
        "fields: {Authorization: x} | 3:53: 'Authorization' frames, routes or identifies a message",
        "fields: {X-Forwarded-Host: x} | 'X-Forwarded-Host' frames, routes or identifies",
        "fields: {Banyan_Caller: x} | 'Banyan_Caller' frames, routes or identifies",
        "fields: {'a b': x} | 'a b' is no field name",
        "fields: {X: } | 3:40: '' is no value to compare",
        "fields: {X: 'ü'} | 'ü' is no value to compare; write 1 to 200 characters",
        "fields: {X: []} | names no value or more than 64",
        "fields: {X: [1, 1]} | '1' stands twice; keep one",
        "fields: {X: [[1]]} | write a value, a list of values, or {present: true}",
        "fields: {X: {present: false}} | 'present' can only be true; leave the condition out",
        "fields: {X: {presnt: true}} | unknown key 'presnt'; did you mean 'present'?",
        "fields: {X: 1, x: 2} | two conditions look at the same thing; keep one",
        "fields: {Accept: x}, version: {in: accept, is: 2} | two conditions look at the same thing",
        "cookies: {'a;b': x} | 'a;b' is no name of a cookie",
        "query: {'': x} | a parameter's name has 1 to 100 characters",
        "version: {is: 2} | 'in' is missing; write in: path, field or accept",
        "version: {in: accept} | 'is' is missing; write is: 2, or is: [1, 2]",
        "version: {in: body, is: 2} | 'body' tells no version; known are accept, field, path",
        "version: {in: path, name: v, is: 2} | 'v' is no open segment of /p/{id}",
        "version: {in: field, is: 2} | 'name' is missing; write name: X-Api-Version",
        "version: {in: accept, name: x, is: 2} | 'accept' has no name; leave it out",
        "version: {in: accept, is: two} | 'two' is no value to compare; write a version such as 2",
        "tenant: Acme | 'Acme' is no value to compare; write 1 to 63 of a-z 0-9 -",
        "tenants: acme | unknown key 'tenants'; did you mean 'tenant'?",
      })
  void aFaultNamesItsPlaceAndTheRemedy(String condition, String fault) {
    assertThat(faults("path: '/p/{id}', " + condition)).singleElement().asString().contains(fault);
  }

  @Test
  void aTenantIsKnownOnlyWhereAContextDeclaresTheRequest() {
    assertThat(faults("path: /q, tenant: acme"))
        .singleElement()
        .asString()
        .contains("the caller of '/q' is not known here: no context of this process declares it");
  }

  @Test
  void moreConditionsThanTheLimitAreRefused() {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i <= Conditions.MAX; i++) {
      query.append("p").append(i).append(": 1, ");
    }
    assertThat(faults("path: /p, query: {" + query + "}"))
        .singleElement()
        .asString()
        .contains("a route has at most 16 conditions");
  }

  @Test
  void routesThatNeitherIsStricterNameBothLines() {
    String text =
        """
        upstreams: {u: {endpoints: ["http://h"]}}
        routes:
          - {match: {path: /p, fields: {X: 1}}, to: u}
          - {match: {path: /p, cookies: {c: 1}}, to: u}
        """;
    assertThat(((Reading.Invalid) RouteDocument.read("routes.yaml", text, LOCAL)).faults())
        .extracting(Fault::toString)
        .containsExactly(
            "routes.yaml:4:5: '* /p [cookie c=1]' and the route in line 3 can match the same request"
                + " and neither is stricter; add a route that asks for both, or let one ask for"
                + " more");
  }

  private static Conditions conditions(String match) {
    return route(match).conditions();
  }

  private static Route route(String match) {
    String text =
        "upstreams: {u: {endpoints: ['http://h']}}\nroutes:\n  - to: u\n    match:\n"
            + match.indent(6);
    return switch (RouteDocument.read("routes.yaml", text, LOCAL)) {
      case Reading.Valid valid -> valid.document().routes().getFirst();
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  private static List<Fault> faults(String match) {
    String text =
        "upstreams: {u: {endpoints: ['http://h']}}\nroutes:\n- {match: {%s}, to: u}\n"
            .formatted(match);
    return switch (RouteDocument.read("routes.yaml", text, LOCAL)) {
      case Reading.Valid _ -> List.of();
      case Reading.Invalid invalid -> invalid.faults();
    };
  }
}
