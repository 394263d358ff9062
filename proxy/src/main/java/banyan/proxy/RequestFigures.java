package banyan.proxy;

import banyan.proxy.route.Route;
import banyan.proxy.route.RouteStatistics;
import banyan.proxy.route.RouteTable;
import banyan.wire.Failure;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts each answered request for its route and the side that answered. Any thread. */
public final class RequestFigures implements RequestLog {
  private static final String NOBODY = "none";

  private final RouteStatistics statistics;

  public RequestFigures(RouteStatistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    Route route =
        exchange != null && exchange.match() instanceof RouteTable.Match.Found found
            ? found.route()
            : null;
    String side =
        exchange == null || exchange.answeredBy() == null ? NOBODY : exchange.answeredBy();
    boolean isOurs =
        exchange != null
            && exchange.failure() != null
            && exchange.failure().fault() != Failure.Fault.CLIENT;
    statistics.record(
        route,
        request.getMethod(),
        side,
        response.getStatus(),
        isOurs,
        System.nanoTime() - request.getBeginNanoTime());
  }
}
