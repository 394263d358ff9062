package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.RouteStatistics.Figures;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RouteStatisticsTest {
  private static final Route ROUTE = SampleRoutes.written("/p");

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final RouteStatistics statistics =
      new RouteStatistics(() -> now, OpenTelemetry.noop().getMeter("test"));

  @Test
  void countsEachSideApart() {
    record("local", 200, false, 10);
    record("catalog", 200, false, 20);
    record("catalog", 503, true, 20);
    record("catalog", 404, false, 20);
    assertThat(statistics.of(ROUTE).keySet()).containsExactly("catalog", "local");
    assertThat(statistics.of(ROUTE).get("catalog").requests()).isEqualTo(3);
    assertThat(statistics.of(ROUTE).get("catalog").errors()).isEqualTo(1);
    assertThat(statistics.of(ROUTE).get("local").requests()).isEqualTo(1);
  }

  @Test
  void aFailureOfOursIsAnErrorWhateverItsStatus() {
    record("catalog", 429, true, 1);
    assertThat(statistics.of(ROUTE).get("catalog").errors()).isEqualTo(1);
  }

  @Test
  void percentilesHoldWithinTwoDigits() {
    for (int millis = 1; millis <= 100; millis++) {
      record("local", 200, false, millis);
    }
    Figures figures = statistics.of(ROUTE).get("local");
    assertThat(figures.p50Millis()).isBetween(49.5, 51.0);
    assertThat(figures.p99Millis()).isBetween(98.0, 100.0);
  }

  @Test
  void percentilesForgetAfterMinutesAndCountsDoNot() {
    record("local", 200, false, 500);
    now = now.plus(SideFigures.PAGE.multipliedBy(SideFigures.PAGES_MAX - 1));
    assertThat(statistics.of(ROUTE).get("local").p50Millis()).isGreaterThan(490);
    now = now.plus(SideFigures.PAGE);
    assertThat(statistics.of(ROUTE).get("local")).isEqualTo(new Figures(1, 0, 0, 0));
  }

  @Test
  void quietPairsMakeRoomForNewOnes() {
    for (int i = 0; i < RouteStatistics.PAIRS_MAX; i++) {
      record("side-" + i, 200, false, 1);
    }
    record("one-too-many", 200, false, 1);
    assertThat(statistics.of(ROUTE)).doesNotContainKey("one-too-many");
    now = now.plus(SideFigures.PAGE.multipliedBy(SideFigures.PAGES_MAX + 1));
    record("one-too-many", 200, false, 1);
    assertThat(statistics.of(ROUTE).keySet()).containsExactly("one-too-many");
  }

  @Test
  void noRequestIsLostWhenManyThreadsRecordAndOneReads() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                record("local", 200, false, 1);
              }
            });
      }
      while (statistics.of(ROUTE).getOrDefault("local", new Figures(0, 0, 0, 0)).requests() < 100) {
        Thread.onSpinWait();
      }
    }
    assertThat(statistics.of(ROUTE).get("local").requests()).isEqualTo(20_000);
  }

  @Test
  void theReportShowsEveryRouteWithItsFigures() {
    record("catalog", 200, false, 1);
    Route declared = SampleRoutes.declared("GET", "/p");
    RouteReport report =
        RouteReport.of(new RouteTable(List.of(ROUTE, declared)), List.of(), statistics, null, null);
    assertThat(report.routes())
        .extracting(RouteReport.Row::id, RouteReport.Row::source, RouteReport.Row::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("* /p", "document", "catalog"),
            org.assertj.core.groups.Tuple.tuple("GET /p", "declaration", "local"));
    assertThat(report.routes().getFirst().endpoints()).containsExactly("http://127.0.0.1:9001");
    assertThat(report.routes().getFirst().sides()).containsOnlyKeys("catalog");
    assertThat(report.routes().getLast().sides()).isEmpty();
  }

  private void record(String side, int status, boolean isOurs, int millis) {
    statistics.record(ROUTE, "GET", side, status, isOurs, Duration.ofMillis(millis).toNanos());
  }
}
