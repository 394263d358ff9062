package banyan.proxy.route;

import static banyan.proxy.route.SampleRoutes.asking;
import static banyan.proxy.route.SampleRoutes.declared;
import static banyan.proxy.route.SampleRoutes.field;
import static banyan.proxy.route.SampleRoutes.table;
import static banyan.proxy.route.SampleRoutes.tenant;
import static banyan.proxy.route.SampleRoutes.written;
import static banyan.proxy.route.SampleRoutes.writtenFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.proxy.match.WireHead;
import banyan.proxy.route.RouteTable.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hosts below others and conditions in the order of docs/routes.md, one test a rule. */
class ConditionsOrderTest {
  @Test
  void anExactHostBeatsANameAboveItAndTheLongerNameTheShorter() {
    RouteTable table =
        table(
            written("/**"),
            writtenFor("*.example", "/**"),
            writtenFor("*.shop.example", "/**"),
            writtenFor("a.shop.example", "/**"));
    assertThat(winner(table, "a.shop.example", "/")).isEqualTo("* a.shop.example/**");
    assertThat(winner(table, "b.shop.example", "/")).isEqualTo("* *.shop.example/**");
    assertThat(winner(table, "c.b.shop.example", "/")).isEqualTo("* *.shop.example/**");
    assertThat(winner(table, "shop.example", "/")).isEqualTo("* *.example/**");
    assertThat(winner(table, "example", "/")).isEqualTo("* /**");
    assertThat(winner(table, "ashop.example.org", "/")).isEqualTo("* /**");
    assertThat(winner(table, null, "/")).isEqualTo("* /**");
  }

  @Test
  void aNameBelowAnotherBeatsABetterPathOfAnyHost() {
    RouteTable table = table(written("/p"), writtenFor("*.example", "/**"));
    assertThat(winner(table, "a.example", "/p")).isEqualTo("* *.example/**");
  }

  @Test
  void aBetterPathBeatsConditions() {
    RouteTable table = table(written("/p/7"), asking(null, "/p/**", field("x", "1")));
    assertThat(winner(table, null, "/p/7", "x", "1")).isEqualTo("* /p/7");
  }

  @Test
  void aNamedMethodBeatsConditions() {
    RouteTable table = table(written("/p", "GET"), asking(null, "/p", field("x", "1")));
    assertThat(winner(table, null, "/p", "x", "1")).isEqualTo("GET /p");
  }

  @Test
  void moreConditionsBeatFewer() {
    RouteTable table =
        table(
            written("/p"),
            asking(null, "/p", field("x", "1")),
            asking(null, "/p", field("x"), field("y")));
    assertThat(winner(table, null, "/p", "x", "1", "y", "2")).isEqualTo("* /p [field x, field y]");
    assertThat(winner(table, null, "/p", "x", "1")).isEqualTo("* /p [field x=1]");
    assertThat(winner(table, null, "/p", "x", "2")).isEqualTo("* /p");
  }

  @Test
  void aConditionThatNamesValuesBeatsOneThatDoesNot() {
    RouteTable table =
        table(asking(null, "/p", field("x")), asking(null, "/p", field("x", "1", "2")));
    assertThat(winner(table, null, "/p", "x", "2")).isEqualTo("* /p [field x=1|2]");
    assertThat(winner(table, null, "/p", "x", "3")).isEqualTo("* /p [field x]");
  }

  @Test
  void aSingleValueBeatsSeveral() {
    RouteTable table =
        table(asking(null, "/p", field("x", "1", "2")), asking(null, "/p", field("x", "1")));
    assertThat(winner(table, null, "/p", "x", "1")).isEqualTo("* /p [field x=1]");
    assertThat(winner(table, null, "/p", "x", "2")).isEqualTo("* /p [field x=1|2]");
  }

  @Test
  void aRouteWhoseConditionsFailLeavesTheRequestToTheNextPath() {
    RouteTable table = table(asking(null, "/p/{id}", field("x", "1")), written("/p/**"));
    assertThat(winner(table, null, "/p/7")).isEqualTo("* /p/**");
  }

  @Test
  void aRouteWhoseConditionsFailAllowsNothing() {
    RouteTable table = table(asking(null, Set.of("PUT"), "/p", field("x", "1")));
    assertThat(table.find(head(null, "GET", "/p"))).isEqualTo(new Match.Nothing());
    assertThat(table.find(head(null, "GET", "/p", "x", "1")))
        .isEqualTo(new Match.WrongMethod(Set.of("PUT")));
  }

  @Test
  void routesThatCannotMeetAreNoTie() {
    assertThatCode(
            () ->
                table(
                    asking(null, "/p", field("x", "1")), asking(null, "/p", field("x", "2", "3"))))
        .doesNotThrowAnyException();
  }

  @Test
  void routesThatCanMeetAndAreEquallyStrictAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> table(asking(null, "/p", field("x", "1")), asking(null, "/p", field("y", "1"))))
        .withMessage("routes '* /p [field x=1]' and '* /p [field y=1]' match the same requests");
  }

  @Test
  void aRouteThatAsksForBothSettlesTheTie() {
    RouteTable table =
        table(
            asking(null, "/p", field("x", "1")),
            asking(null, "/p", field("y", "1")),
            asking(null, "/p", field("x", "1"), field("y", "1")));
    assertThat(winner(table, null, "/p", "x", "1", "y", "1"))
        .isEqualTo("* /p [field x=1, field y=1]");
  }

  @Test
  void moreRoutesInOnePlaceThanTheLimitAreRefused() {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i <= Alternatives.MAX; i++) {
      routes.add(asking(null, "/p", field("x", "" + i)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteTable(routes))
        .withMessageContaining("more than 64 share its place");
  }

  @Test
  void aTenantIsChosenAmongWhenTheCallerIsKnown() {
    Route declared = declared("GET", "/p");
    Route acme = asking(null, "/p", tenant("acme"));
    Route rest = written("/p");
    var found = (Match.Found) table(declared, acme, rest).find(head(null, "GET", "/p"));
    assertThat(found).isEqualTo(new Match.Found(rest, declared, List.of(acme)));
    assertThat(found.forTenant("acme")).isEqualTo(new Match.Found(acme, declared));
    assertThat(found.forTenant("other")).isEqualTo(new Match.Found(rest, declared));
  }

  @Test
  void aTenantWhoseRouteNobodyDeclaresIsNeverTold() {
    RouteTable table = table(asking(null, "/p", tenant("acme")), written("/**"));
    assertThat(table.find(head(null, "GET", "/p")))
        .isEqualTo(new Match.Found(written("/**"), null));
  }

  private static String winner(
      RouteTable table, @Nullable String host, String path, String... fields) {
    return ((Match.Found) table.find(head(host, "GET", path, fields))).route().id();
  }

  private static WireHead head(
      @Nullable String host, String method, String path, String... fields) {
    HttpFields.Mutable all = HttpFields.build();
    for (int i = 0; i < fields.length; i += 2) {
      all.add(fields[i], fields[i + 1]);
    }
    return new WireHead(host, method, path, null, all.asImmutable());
  }
}
