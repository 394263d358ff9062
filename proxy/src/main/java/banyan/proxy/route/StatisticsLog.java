package banyan.proxy.route;

import banyan.proxy.Exchange;
import banyan.proxy.route.RouteTable.Match;
import banyan.wire.Failure;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Feeds the statistics with every request that ended, whatever happened to it. Any thread. */
public final class StatisticsLog implements RequestLog {
  /** The side of a request that nobody was asked to answer. */
  private static final String NO_SIDE = "none";

  private final RouteStatistics statistics;

  public StatisticsLog(RouteStatistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public void log(Request request, Response response) {
    Optional<Exchange> exchange = Exchange.find(request);
    Route route =
        exchange.map(Exchange::match).orElse(null) instanceof Match.Found found
            ? found.route()
            : null;
    Failure failure = exchange.map(Exchange::failure).orElse(null);
    statistics.record(
        route,
        request.getMethod(),
        exchange.map(Exchange::answeredBy).orElse(NO_SIDE),
        response.getStatus(),
        failure != null && failure.fault() != Failure.Fault.CLIENT,
        System.nanoTime() - request.getHeadersNanoTime());
  }
}
