package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.telemetry.Telemetry;
import banyan.proxy.route.RouteStatistics;
import banyan.wire.Settings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the request path measures is what Prometheus reads. */
final class RouteMetricsTest {
  @Test
  void theTimesOfRequestsReachTheMetricsPage() {
    try (Telemetry telemetry = Telemetry.start("test", new Settings(Map.of()), Map.of())) {
      RouteStatistics statistics =
          new RouteStatistics(InstantSource.system(), GlobalOpenTelemetry.getMeter("banyan.proxy"));
      statistics.record(null, "BREW", "none", 404, false, Duration.ofMillis(30).toNanos());

      assertThat(telemetry.metrics().lines())
          .anyMatch(
              line ->
                  line.startsWith("http_server_request_duration_seconds_bucket{")
                      && line.contains("banyan_side=\"none\"")
                      && line.contains("http_request_method=\"_OTHER\"")
                      && line.contains("http_response_status_code=\"404\"")
                      && line.contains("le=\"0.05\"} 1"));
    }
  }
}
