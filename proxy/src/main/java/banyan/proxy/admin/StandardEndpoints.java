package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.balance.EndpointReport;
import banyan.proxy.resilience.Breaker;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.RouteReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The endpoints of the admin listener that every process of Banyan has. */
public final class StandardEndpoints {
  /** The text format of Prometheus. */
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final String DESCRIPTION = "/openapi.json";

  private StandardEndpoints() {}

  /** {@code /health/live} and {@code /health/ready}, both open. */
  public static List<AdminEndpoint> health(List<ReadinessCheck> checks) {
    return List.of(
        AdminEndpoint.open("/health/live", () -> Answer.json(200, Map.of("live", true))),
        AdminEndpoint.open("/health/ready", () -> ready(checks)));
  }

  public static AdminEndpoint metrics(Supplier<String> prometheus) {
    return AdminEndpoint.get("/metrics", () -> new Answer(200, PROMETHEUS, prometheus.get()));
  }

  public static AdminEndpoint routes(Supplier<RouteReport> report) {
    return AdminEndpoint.get("/routes", () -> Answer.json(200, report.get()));
  }

  /** {@code /routes/upstreams}: how the endpoints of upstreams stand, and who guards them. */
  public static AdminEndpoint upstreams(Supplier<List<EndpointReport>> report, Guards guards) {
    return AdminEndpoint.get(
        "/routes/upstreams",
        () ->
            Answer.json(
                200,
                report.get().stream()
                    .map(
                        endpoint ->
                            endpoint.behind(
                                guards
                                    .breaker(endpoint.upstream())
                                    .map(Breaker.Condition::word)
                                    .orElse(null)))
                    .toList()));
  }

  /**
   * The settings in force.
   *
   * @param settings any value that is JSON; secrets are masked already
   */
  public static AdminEndpoint settings(Supplier<?> settings) {
    return AdminEndpoint.get("/settings", () -> Answer.json(200, settings.get()));
  }

  /** {@code /openapi.json}: what this listener answers (OpenAPI 3.1). */
  public static AdminEndpoint description() {
    String document = readDescription();
    return AdminEndpoint.get(DESCRIPTION, () -> new Answer(200, "application/json", document));
  }

  private static String readDescription() {
    try (InputStream in = StandardEndpoints.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer ready(List<ReadinessCheck> checks) {
    ReadinessCheck.Report report = ReadinessCheck.run(checks);
    return Answer.json(report.ready() ? 200 : 503, report);
  }
}
