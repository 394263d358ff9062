package banyan.platform.telemetry;

import banyan.wire.Settings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces and metrics of this process, reached everywhere through {@link GlobalOpenTelemetry}. Every
 * request has trace ids; spans are recorded and sent by OTLP over HTTP only when {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} is set. Any thread.
 */
public final class Telemetry implements AutoCloseable {
  /** Spans that wait to be sent; more are dropped, so that a dead collector costs no memory. */
  static final int SPANS_QUEUED_MAX = 4096;

  /** How long a stop waits for the last spans to leave. */
  static final long FLUSH_MILLIS_MAX = 2000;

  /** What Prometheus expects of {@link #metrics()}. */
  public static final String METRICS_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final OpenTelemetrySdk sdk;
  private final PrometheusMetricReader reader;

  private Telemetry(OpenTelemetrySdk sdk, PrometheusMetricReader reader) {
    this.sdk = sdk;
    this.reader = reader;
  }

  /**
   * Starts telemetry and makes it the global one.
   *
   * @param service {@code service.name} unless {@code OTEL_SERVICE_NAME} says otherwise
   * @param environment the process's variables
   */
  public static Telemetry start(
      String service, Settings settings, Map<String, String> environment) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.builder()
                    .put(
                        AttributeKey.stringKey("service.name"),
                        environment.getOrDefault("OTEL_SERVICE_NAME", service))
                    .build());
    PrometheusMetricReader reader =
        PrometheusMetricReader.builder().setOtelScopeLabelsEnabled(false).build();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                tracers(
                    resource,
                    environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"),
                    settings.get(TelemetrySettings.TRACE_SHARE)))
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(resource)
                    .registerMetricReader(reader)
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    // Several applications may run in one JVM, one after the other: the last one is the global one.
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(sdk);
    return new Telemetry(sdk, reader);
  }

  private static SdkTracerProvider tracers(
      Resource resource, @Nullable String endpoint, double share) {
    SdkTracerProviderBuilder tracers = SdkTracerProvider.builder().setResource(resource);
    if (endpoint == null || endpoint.isBlank()) {
      return tracers.setSampler(Sampler.alwaysOff()).build();
    }
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.replaceAll("/+$", "") + "/v1/traces")
            .build();
    return tracers
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
        .addSpanProcessor(
            BatchSpanProcessor.builder(exporter).setMaxQueueSize(SPANS_QUEUED_MAX).build())
        .build();
  }

  /** All metrics in Prometheus' text format. */
  public String metrics() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(text, reader.collect(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory", e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    sdk.shutdown().join(FLUSH_MILLIS_MAX, TimeUnit.MILLISECONDS);
  }
}
