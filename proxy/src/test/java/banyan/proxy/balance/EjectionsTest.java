package banyan.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.balance.Outliers.Window;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When an endpoint gets no requests, and for how long: decided without one. */
final class EjectionsTest {
  private static final Ejection RULE = Ejection.DEFAULT;

  @Test
  void eachEjectionTakesTwiceAsLongUpToALimit() {
    assertThat(
            IntStream.of(0, 1, 2, 3, 4, 50)
                .mapToObj(before -> Duration.ofNanos(Ejections.nanos(RULE, before)).toSeconds()))
        .containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
  }

  @Test
  void whoServesForAWhileIsForgivenStepByStep() {
    long time = RULE.time().toNanos();
    assertThat(Ejections.remembered(RULE, 3, 0)).isEqualTo(3);
    assertThat(Ejections.remembered(RULE, 3, time)).isEqualTo(2);
    assertThat(Ejections.remembered(RULE, 3, 100 * time)).isZero();
  }

  @Test
  void neverAreAllEjected() {
    Ejection all = new Ejection(5, true, RULE.window(), RULE.time(), RULE.timeMax(), 1);
    assertThat(IntStream.of(1, 2, 3, 4, 10).map(count -> Ejections.max(all, count)))
        .containsExactly(0, 1, 2, 3, 9);
    assertThat(IntStream.of(1, 2, 3, 4, 10).map(count -> Ejections.max(RULE, count)))
        .containsExactly(0, 1, 1, 2, 5);
  }

  @Test
  void panicIsWhenTooFewAreLeft() {
    assertThat(Ejections.isPanic(0, 1, 0)).isTrue();
    assertThat(Ejections.isPanic(1, 2, 0.3)).isFalse();
    assertThat(Ejections.isPanic(1, 4, 0.3)).isTrue();
  }

  @Test
  void anOutlierFailsFarMoreOftenThanTheOthers() {
    assertThat(
            Outliers.find(List.of(new Window(1000, 10), new Window(400, 600), new Window(990, 5))))
        .containsExactly(1);
    assertThat(Outliers.find(List.of(new Window(5, 5), new Window(0, 10), new Window(5000, 0))))
        .containsExactly(1, 0);
  }

  @Test
  void whatAllHaveInCommonIsNobodysFault() {
    assertThat(Outliers.find(List.of(new Window(500, 500), new Window(480, 520)))).isEmpty();
    assertThat(Outliers.find(List.of(new Window(0, 1000), new Window(0, 900)))).isEmpty();
  }

  @Test
  void fewRequestsAndSmallDifferencesProveNothing() {
    assertThat(Outliers.find(List.of(new Window(4, 5), new Window(1000, 0)))).isEmpty();
    assertThat(Outliers.find(List.of(new Window(9500, 500), new Window(10_000, 0)))).isEmpty();
    assertThat(Outliers.find(List.of(new Window(1000, 1000)))).isEmpty();
    assertThat(Outliers.find(List.of())).isEmpty();
  }

  @Test
  void healthChangesAfterAnswersInARow() {
    HealthCheck rule =
        new HealthCheck("/", HealthCheck.INTERVAL, HealthCheck.TIMEOUT, 3, 2, 200, 299);
    Health health = Health.UNASKED;
    for (boolean isGood : new boolean[] {false, false, true, false, false}) {
      health = health.after(isGood, rule);
      assertThat(health.isHealthy()).isTrue();
    }
    health = health.after(false, rule);
    assertThat(health.isHealthy()).isFalse();
    health = health.after(true, rule).after(false, rule).after(true, rule);
    assertThat(health.isHealthy()).isFalse();
    assertThat(health.after(true, rule).isHealthy()).isTrue();
  }
}
