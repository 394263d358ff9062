package banyan.proxy.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a guard keeps when the document changes. */
final class GuardsTest {
  private final Guards guards = new Guards(() -> 0);

  @Test
  void keepsWhatItKnowsAcrossDocuments() {
    Guard guard = guards.of("shop", protection(3));
    guard.count(GuardEvent.RETRY);
    Guard again = guards.of("shop", protection(3));
    assertThat(again.breaker()).isSameAs(guard.breaker());
    assertThat(again.budget()).isSameAs(guard.budget());
    assertThat(again.counted(GuardEvent.RETRY)).isEqualTo(1);
  }

  @Test
  void whoIsInWorkStaysSoUnderANewLimit() {
    Bulkhead before = Objects.requireNonNull(guards.of("shop", protection(1)).bulkhead());
    assertThat(before.enterIfFree()).isTrue();
    Bulkhead after = Objects.requireNonNull(guards.of("shop", protection(2)).bulkhead());
    assertThat(after.enterIfFree()).isTrue();
    assertThat(after.enterIfFree()).isFalse();
  }

  @Test
  void aPolicyThatIsOffHasNoPart() {
    Guard guard = guards.of("shop", new Protection(RetryPolicy.DEFAULT, null, null, null));
    assertThat(guard.breaker()).isNull();
    assertThat(guard.bulkhead()).isNull();
    assertThat(guard.hedgeDelay()).isNull();
    assertThat(guard.pass(0)).isNotEqualTo(Breaker.REFUSED);
  }

  @Test
  void namesOfOldDocumentsAreForgottenAtLast() {
    for (int i = 0; i < 3 * Guards.UPSTREAMS_MAX; i++) {
      guards.of("shop-" + i, Protection.DEFAULT);
      assertThat(guards.all()).hasSizeLessThanOrEqualTo(Guards.UPSTREAMS_MAX);
    }
  }

  @Test
  void aRouteKeepsItsPlaces() {
    InFlightPolicy policy = new InFlightPolicy(1, 0, Duration.ofSeconds(1));
    Bulkhead places = guards.ofRoute("GET /a", policy);
    assertThat(places.enterIfFree()).isTrue();
    assertThat(guards.ofRoute("GET /a", policy)).isSameAs(places);
    assertThat(guards.ofRoute("GET /b", policy).enterIfFree()).isTrue();
  }

  private static Protection protection(int inFlight) {
    return new Protection(
        RetryPolicy.DEFAULT,
        null,
        BreakerPolicy.DEFAULT,
        new InFlightPolicy(inFlight, 0, Duration.ofSeconds(1)));
  }
}
