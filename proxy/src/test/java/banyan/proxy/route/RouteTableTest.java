package banyan.proxy.route;

import static banyan.proxy.route.SampleRoutes.declared;
import static banyan.proxy.route.SampleRoutes.table;
import static banyan.proxy.route.SampleRoutes.written;
import static banyan.proxy.route.SampleRoutes.writtenFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.proxy.route.RouteTable.Match;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One test a rule of the precedence in docs/routes.md. */
class RouteTableTest {
  @Test
  void aWrittenRouteBeatsAMoreSpecificDeclaration() {
    Route written = written("/api/**");
    Route declaration = declared("GET", "/api/products");
    assertThat(table(declaration, written).find(null, "GET", "/api/products"))
        .isEqualTo(new Match.Found(written, declaration));
  }

  @Test
  void aNamedHostBeatsAMoreSpecificPath() {
    RouteTable table = table(written("/api/products"), writtenFor("shop.example", "/**"));
    assertThat(winner(table, "shop.example", "GET", "/api/products"))
        .isEqualTo("* shop.example/**");
    assertThat(winner(table, "other.example", "GET", "/api/products")).isEqualTo("* /api/products");
  }

  @Test
  void aFixedSegmentBeatsAnOpenOne() {
    RouteTable table = table(declared("GET", "/p/{id}"), declared("GET", "/p/new"));
    assertThat(winner(table, null, "GET", "/p/new")).isEqualTo("GET /p/new");
    assertThat(winner(table, null, "GET", "/p/7")).isEqualTo("GET /p/{id}");
  }

  @Test
  void anOpenSegmentBeatsTheRest() {
    RouteTable table = table(written("/p/**"), written("/p/{id}"), written("/p"));
    assertThat(winner(table, null, "GET", "/p")).isEqualTo("* /p");
    assertThat(winner(table, null, "GET", "/p/7")).isEqualTo("* /p/{id}");
    assertThat(winner(table, null, "GET", "/p/7/price")).isEqualTo("* /p/**");
  }

  @Test
  void theLeftmostDifferenceDecides() {
    RouteTable table = table(written("/{x}/b/c"), written("/a/**"));
    assertThat(winner(table, null, "GET", "/a/b/c")).isEqualTo("* /a/**");
  }

  @Test
  void aDeadEndIsLeftForTheNextBestPath() {
    RouteTable table = table(written("/a/b/c"), written("/a/{x}/d"));
    assertThat(winner(table, null, "GET", "/a/b/d")).isEqualTo("* /a/{x}/d");
  }

  @Test
  void aNamedMethodBeatsEveryMethod() {
    RouteTable table = table(written("/p"), written("/p", "POST"));
    assertThat(winner(table, null, "POST", "/p")).isEqualTo("POST /p");
    assertThat(winner(table, null, "PUT", "/p")).isEqualTo("* /p");
  }

  @Test
  void aBetterPathBeatsANamedMethod() {
    RouteTable table = table(written("/p/7"), written("/p/**", "GET"));
    assertThat(winner(table, null, "GET", "/p/7")).isEqualTo("* /p/7");
  }

  @Test
  void headIsAnsweredByGetUnlessNamed() {
    RouteTable table = table(declared("GET", "/p"), declared("GET", "/q"), declared("HEAD", "/q"));
    assertThat(winner(table, null, "HEAD", "/p")).isEqualTo("GET /p");
    assertThat(winner(table, null, "HEAD", "/q")).isEqualTo("HEAD /q");
  }

  @Test
  void aMethodThatTheDocumentDoesNotNameIsAnsweredByTheDeclaration() {
    RouteTable table = table(written("/p", "GET"), declared("GET", "/p"), declared("POST", "/p"));
    Route post = declared("POST", "/p");
    assertThat(table.find(null, "POST", "/p")).isEqualTo(new Match.Found(post, post));
  }

  @Test
  void allowIsTheUnionOfTheDocumentAndTheDeclarations() {
    RouteTable table =
        table(written("/p/**", "GET"), declared("POST", "/p"), writtenFor("h", "/p", "PUT"));
    assertThat(table.find("h", "DELETE", "/p"))
        .isEqualTo(new Match.WrongMethod(Set.of("GET", "HEAD", "POST", "PUT")));
    assertThat(table.find(null, "DELETE", "/p"))
        .isEqualTo(new Match.WrongMethod(Set.of("GET", "HEAD", "POST")));
  }

  @Test
  void optionsIsAMethodLikeAnyOther() {
    assertThat(table(declared("GET", "/p")).find(null, "OPTIONS", "/p"))
        .isEqualTo(new Match.WrongMethod(Set.of("GET", "HEAD")));
  }

  @Test
  void anUnknownPathFindsNothing() {
    assertThat(table(declared("GET", "/p")).find(null, "GET", "/q")).isEqualTo(new Match.Nothing());
    assertThat(table().find("h", "GET", "/")).isEqualTo(new Match.Nothing());
  }

  @Test
  void aClosingSlashIsAnotherPathButStandsBelowThePrefix() {
    RouteTable table = table(declared("GET", "/p"), written("/q/**"), declared("GET", "/r/{id}"));
    assertThat(table.find(null, "GET", "/p/")).isEqualTo(new Match.Nothing());
    assertThat(winner(table, null, "GET", "/q/")).isEqualTo("* /q/**");
    assertThat(table.find(null, "GET", "/r/")).isEqualTo(new Match.Nothing());
  }

  @Test
  void theDeclarationBelowKeepsOwnerRightAndLimit() {
    Route declaration =
        Route.declared("POST", PathTemplate.parse("/p"), "catalog", "catalog:write", 1000);
    var found = (Match.Found) table(declaration, written("/p")).find(null, "POST", "/p");
    assertThat(found.owner()).isEqualTo("catalog");
    assertThat(found.right()).isEqualTo("catalog:write");
    assertThat(found.bodyBytesMax()).isEqualTo(1000);
    assertThat(found.hasLocalCode()).isTrue();
  }

  @Test
  void twoRoutesOfEqualPrecedenceAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(written("/p/{a}", "GET"), written("/p/{b}", "GET", "PUT")))
        .withMessage("routes 'GET /p/{a}' and 'GET,PUT /p/{b}' match the same requests");
  }

  private static String winner(
      RouteTable table, @Nullable String host, String method, String path) {
    return ((Match.Found) table.find(host, method, path)).route().id();
  }
}
