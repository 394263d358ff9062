package banyan.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Settings;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Settings DEFAULTS = new Settings(Map.of());

  @Test
  void showsMetricsInPrometheusForm() {
    try (Telemetry telemetry = Telemetry.start("test", DEFAULTS, Map.of())) {
      GlobalOpenTelemetry.getMeter("test").counterBuilder("trees.grown").build().add(3);

      assertThat(telemetry.metrics()).contains("trees_grown_total 3.0");
    }
  }

  @Test
  void givesEverySpanIdsButRecordsNoneWithoutACollector() {
    try (Telemetry telemetry = Telemetry.start("test", DEFAULTS, Map.of())) {
      Span span = GlobalOpenTelemetry.getTracer("test").spanBuilder("step").startSpan();

      assertThat(span.getSpanContext().isValid()).isTrue();
      assertThat(span.isRecording()).isFalse();
      assertThat(telemetry.metrics()).isNotNull();
    }
  }

  @Test
  void sendsSpansToTheCollector() throws IOException, InterruptedException {
    var bodies = new LinkedBlockingQueue<String>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          bodies.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
      Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
      try (Telemetry telemetry = Telemetry.start("orchard", DEFAULTS, environment)) {
        GlobalOpenTelemetry.getTracer("test").spanBuilder("prune").startSpan().end();
        assertThat(telemetry.metrics()).isNotNull();
      }

      assertThat(bodies.poll(5, TimeUnit.SECONDS)).contains("prune").contains("orchard");
    } finally {
      collector.stop(0);
    }
  }
}
