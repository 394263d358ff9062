package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

/** The attributes of a series are right, and made once. */
final class SideSeriesTest {
  private final SideSeries series = new SideSeries("/p/{id}", "catalog");

  @Test
  void theAttributesTellMethodStatusRouteAndSide() {
    assertThat(series.of("GET", 200))
        .isEqualTo(
            Attributes.builder()
                .put("http.request.method", "GET")
                .put("http.response.status_code", 200L)
                .put("http.route", "/p/{id}")
                .put("banyan.side", "catalog")
                .build());
  }

  @Test
  void aMethodThatNobodyKnowsIsAnother() {
    assertThat(series.of("BREW", 200)).isEqualTo(series.of("STEEP", 200));
    assertThat(series.of("BREW", 200).get(AttributeKey.stringKey("http.request.method")))
        .isEqualTo("_OTHER");
  }

  @Test
  void theyAreMadeOnceAsFarAsThereIsRoom() {
    for (int status = 200; status < 200 + SideSeries.KEPT_MAX; status++) {
      assertThat(series.of("GET", status)).isSameAs(series.of("GET", status));
    }
    assertThat(series.of("POST", 200))
        .isEqualTo(series.of("POST", 200))
        .isNotSameAs(series.of("POST", 200));
  }
}
