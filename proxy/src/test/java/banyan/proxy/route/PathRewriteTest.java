package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class PathRewriteTest {
  @Test
  void carriesOpenSegmentsOver() {
    assertThat(
            rewrite("/api/v1/products/{id}/price", "/v2/prices/of/{id}")
                .rewrite("/api/v1/products/7%20x/price"))
        .isEqualTo("/v2/prices/of/7%20x");
  }

  @Test
  void carriesTheRestOver() {
    PathRewrite rewrite = rewrite("/api/v1/**", "/**");
    assertThat(rewrite.rewrite("/api/v1/products/7/")).isEqualTo("/products/7/");
    assertThat(rewrite.rewrite("/api/v1")).isEqualTo("/");
    assertThat(rewrite("/**", "/shop/**").rewrite("/a/b")).isEqualTo("/shop/a/b");
  }

  @Test
  void dropsTheRestWhereTheOtherSideHasNone() {
    assertThat(rewrite("/old/**", "/gone").rewrite("/old/a/b")).isEqualTo("/gone");
  }

  @Test
  void findsItsWayBack() {
    PathRewrite rewrite = rewrite("/api/{version}/products/{id}", "/items/{id}/{version}");
    assertThat(rewrite.back("/items/7/v1")).hasValue("/api/v1/products/7");
    assertThat(rewrite.back("/elsewhere")).isEmpty();
    assertThat(rewrite("/api/{v}/{id}", "/items/{id}").back("/items/7")).isEmpty();
  }

  @Test
  void refusesWhatTheRouteDoesNotGive() {
    assertThatIllegalArgumentException().isThrownBy(() -> rewrite("/a/{id}", "/b/{sku}"));
    assertThatIllegalArgumentException().isThrownBy(() -> rewrite("/a", "/b/**"));
  }

  private static PathRewrite rewrite(String from, String to) {
    return new PathRewrite(PathTemplate.parse(from), PathTemplate.parse(to));
  }
}
