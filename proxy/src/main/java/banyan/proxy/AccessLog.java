package banyan.proxy;

import banyan.proxy.route.RouteTable;
import banyan.wire.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each request, whatever became of it: key-values to the logger {@code banyan.access}.
 * Names what was asked and who answered; never a query's values, a field with credentials or a
 * body. Any thread.
 */
public final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("banyan.access");

  /** A longer path is cut: the line names the request, it does not store it. */
  private static final int PATH_LENGTH_MAX = 1024;

  /** Keeps nothing: the logger is the place. */
  public AccessLog() {}

  @Override
  public void log(Request request, Response response) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("method", request.getMethod())
            .addKeyValue("path", path(request))
            .addKeyValue("status", response.getStatus())
            .addKeyValue("bytes_in", Request.getContentBytesRead(request))
            .addKeyValue("bytes_out", Response.getContentBytesWritten(response))
            .addKeyValue("duration_ms", millis(request))
            .addKeyValue("protocol", request.getConnectionMetaData().getProtocol());
    for (Map.Entry<String, String> known : known(request).entrySet()) {
      line = line.addKeyValue(known.getKey(), known.getValue());
    }
    line.log("request");
  }

  /** What the chain found out, as far as the request came. */
  private static Map<String, String> known(Request request) {
    Map<String, String> known = new LinkedHashMap<>();
    Exchange exchange = Exchange.find(request).orElse(null);
    if (exchange == null) {
      return known;
    }
    known.put("request_id", exchange.requestId());
    known.put("client", exchange.clientAddress());
    if (exchange.span().getSpanContext().isValid()) {
      known.put("trace_id", exchange.span().getSpanContext().getTraceId());
    }
    if (exchange.match() instanceof RouteTable.Match.Found found) {
      known.put("route", found.route().id());
    }
    if (exchange.answeredBy() != null) {
      known.put("answered_by", exchange.answeredBy());
    }
    if (exchange.failure() != null) {
      known.put("problem", exchange.failure().problem().type().name());
    }
    if (exchange.attempts() > 1) {
      known.put("attempts", String.valueOf(exchange.attempts()));
    }
    if (exchange.upstreamError() != null) {
      known.put("cause", exchange.upstreamError());
    }
    if (exchange.plantedFault() != null) {
      known.put("fault", exchange.plantedFault());
    }
    Caller caller = exchange.caller();
    if (caller != null) {
      known.put("tenant", caller.tenant());
      known.put("principal", caller.principal());
    }
    return known;
  }

  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    String known = path == null ? "" : path;
    return known.length() > PATH_LENGTH_MAX ? known.substring(0, PATH_LENGTH_MAX) : known;
  }

  private static long millis(Request request) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
  }
}
