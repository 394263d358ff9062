package banyan.proxy;

import banyan.proxy.route.Destination;
import banyan.proxy.route.RouteTable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Counts what upstreams did wrong, by upstream and cause, also where a fallback answered or half of
 * an answer was out. Any thread.
 */
public final class UpstreamFigures implements RequestLog {
  private static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("banyan.upstream");
  private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("cause");

  private final LongCounter failures;

  public UpstreamFigures(Meter meter) {
    failures =
        meter
            .counterBuilder("banyan.upstream.failures")
            .setUnit("{failure}")
            .setDescription("Requests that an upstream failed, by the error type of RFC 9209")
            .build();
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    if (exchange != null
        && exchange.upstreamError() != null
        && exchange.match() instanceof RouteTable.Match.Found found
        && found.route().to() instanceof Destination.Remote remote) {
      count(remote.upstream().name(), exchange.upstreamError());
    }
  }

  /**
   * Counts one failure.
   *
   * @param upstream its name in the route document
   * @param cause an error type of RFC 9209 section 2.3
   */
  public void count(String upstream, String cause) {
    failures.add(1, Attributes.of(UPSTREAM, upstream, CAUSE, cause));
  }
}
