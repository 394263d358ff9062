package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.balance.EndpointReport;
import banyan.proxy.route.RouteReport;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The endpoints of the admin listener that every process of Banyan has. */
public final class StandardEndpoints {
  /** The text format of Prometheus. */
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private StandardEndpoints() {}

  /** {@code /health/live} and {@code /health/ready}, both open. */
  public static List<AdminEndpoint> health(List<ReadinessCheck> checks) {
    return List.of(
        new AdminEndpoint(
            "GET", "/health/live", true, () -> Answer.json(200, Map.of("live", true))),
        new AdminEndpoint("GET", "/health/ready", true, () -> ready(checks)));
  }

  public static AdminEndpoint metrics(Supplier<String> prometheus) {
    return AdminEndpoint.get("/metrics", () -> new Answer(200, PROMETHEUS, prometheus.get()));
  }

  public static AdminEndpoint routes(Supplier<RouteReport> report) {
    return AdminEndpoint.get("/routes", () -> Answer.json(200, report.get()));
  }

  /** {@code /routes/upstreams}: how the endpoints of upstreams stand. */
  public static AdminEndpoint upstreams(Supplier<List<EndpointReport>> report) {
    return AdminEndpoint.get("/routes/upstreams", () -> Answer.json(200, report.get()));
  }

  /**
   * The settings in force.
   *
   * @param settings any value that is JSON; secrets are masked already
   */
  public static AdminEndpoint settings(Supplier<?> settings) {
    return AdminEndpoint.get("/settings", () -> Answer.json(200, settings.get()));
  }

  private static Answer ready(List<ReadinessCheck> checks) {
    ReadinessCheck.Report report = ReadinessCheck.run(checks);
    return Answer.json(report.ready() ? 200 : 503, report);
  }
}
